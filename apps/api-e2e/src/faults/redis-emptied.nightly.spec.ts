import { afterEach, expect, it } from 'vitest';
import {
  JOB_PATIENCE_MS,
  expectReclaimedOnce,
  jobDone,
  letNightCome,
  makeAllDue,
  startImport,
} from './support/big-jobs.js';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { FaultInstall } from './support/fault-install.js';

const ROWS = 1_500;

let install: FaultInstall;
afterEach(() => install.stop());

it('a Redis that comes back empty, with jobs running, waiting and promised for later, loses none and does none twice', async () => {
  install = await FaultInstall.start({ queue: 'Redis' });
  const admin = await install.nobody().signUp();
  await jobDone(admin, await startImport(admin, ROWS, '旧'));
  await makeAllDue(install, admin);
  const imports: string[] = [];
  for (const prefix of ['甲', '乙', '丙', '丁']) imports.push(await startImport(admin, ROWS, prefix));
  await letNightCome(install, 20);
  const done = async () => Number((await admin.call('GET', `/jobs/${imports[0] ?? ''}`)).body['done']);
  await expect.poll(done, { timeout: 60_000, interval: 10 }).toBeGreaterThan(0);
  await install.redis?.restartEmpty();
  for (const id of imports)
    expect(await jobDone(admin, id)).toMatchObject({ state: 'completed', done: ROWS, failed: 0 });
  const tonight = () =>
    install.query(`select 1 from outbox where name = 'pool.sweep' and run_at < now() + interval '1 minute'`);
  await expect.poll(tonight, { timeout: JOB_PATIENCE_MS, interval: 200 }).toEqual([]);
  await expectNothingLost(install);
  const rows = await install.query<{ name: string }>('select name from customers');
  expect(rows).toHaveLength(5 * ROWS);
  expect(new Set(rows.map(({ name }) => name)).size).toBe(5 * ROWS);
  await expectReclaimedOnce(install, ROWS);
  expect(install.api.runs && install.worker.runs).toBe(true);
});

it('a Redis that is emptied before a worker has seen what waits in it loses nothing', async () => {
  install = await FaultInstall.start({ queue: 'Redis' });
  const admin = await install.nobody().signUp();
  // The relay hands the jobs over and the worker that would do them dies: they are in Redis only.
  const ids = [await startImport(admin, ROWS, '甲'), await startImport(admin, ROWS, '乙')];
  const published = () =>
    install.query(`select 1 from outbox where id = any($1::uuid[]) and published_at is not null`, [ids]);
  await expect.poll(published, { timeout: 60_000, interval: 10 }).not.toHaveLength(0);
  await install.worker.kill();
  await install.redis?.restartEmpty();
  await install.worker.start();
  for (const id of ids) expect(await jobDone(admin, id)).toMatchObject({ state: 'completed', done: ROWS, failed: 0 });
  expect(await install.query('select 1 from customers')).toHaveLength(2 * ROWS);
  await expectNothingLost(install);
});
