import { afterEach, describe, expect, it } from 'vitest';
import { expectReclaimedOnce, jobDone, letNightCome, makeAllDue, startEdit, startImport } from './support/big-jobs.js';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { expectSentOnce } from './support/expect-sent-once.js';
import { FaultInstall, QUEUE_STORES } from './support/fault-install.js';
import { HeldMail } from './support/held-mail.js';
import { queuedJobs } from './support/queued-jobs.js';

const ROWS = 3_000;
const MAILS = 6;
/** The mail that the server has taken whole when its worker dies, and never says so. */
const HELD = 3;

let install: FaultInstall;
afterEach(() => install.stop());

describe.each(QUEUE_STORES)('a worker that is killed, queues on %s', (queue) => {
  it('in the middle of a sweep: the next one reclaims the rest, each customer once', async () => {
    install = await FaultInstall.start({ queue });
    const admin = await install.nobody().signUp();
    await jobDone(admin, await startImport(admin, ROWS, '旧'));
    await makeAllDue(install, admin);
    await letNightCome(install);
    const moved = () => install.query(`select 1 from pool_move where kind = 'reclaim' limit 1`);
    await expect.poll(moved, { timeout: 60_000, interval: 10 }).toHaveLength(1);
    await install.worker.kill();
    await install.worker.start();
    await expectNothingLost(install);
    await expectReclaimedOnce(install, ROWS);
    expect(await install.query(`select 1 from outbox where name = 'pool.sweep' and run_at > now()`)).toHaveLength(1);
  });

  it('in the middle of a bulk edit: every customer is changed once, with one entry in its history', async () => {
    install = await FaultInstall.start({ queue });
    const admin = await install.nobody().signUp();
    await jobDone(admin, await startImport(admin, ROWS, '旧'));
    const edit = await startEdit(admin, '旧', 'A');
    const done = async () => Number((await admin.call('GET', `/jobs/${edit}`)).body['done']);
    await expect.poll(done, { timeout: 60_000, interval: 10 }).toBeGreaterThan(0);
    await install.worker.kill();
    expect(await done()).toBeLessThan(ROWS);
    await install.worker.start();
    expect(await jobDone(admin, edit)).toMatchObject({ state: 'completed', done: ROWS, failed: 0 });
    const entries = await install.query<{ entries: number }>(
      `select count(*)::int as entries from history where change_set = $1 group by record_id`,
      [edit],
    );
    expect(entries).toHaveLength(ROWS);
    expect(entries.every(({ entries: count }) => count === 1)).toBe(true);
    await expectNothingLost(install);
  });

  it('in the middle of an import: no row is lost, none is there twice', async () => {
    install = await FaultInstall.start({ queue });
    const admin = await install.nobody().signUp();
    const imported = await startImport(admin, ROWS, '新');
    const done = async () => Number((await admin.call('GET', `/jobs/${imported}`)).body['done']);
    await expect.poll(done, { timeout: 60_000, interval: 10 }).toBeGreaterThan(0);
    await install.worker.kill();
    expect(await done()).toBeLessThan(ROWS);
    // What the look into the queue afterwards would see if it were left there.
    expect(await queuedJobs(install)).toEqual([expect.stringMatching(/^heavy-jobs records\.import/)]);
    await install.worker.start();
    expect(await jobDone(admin, imported)).toMatchObject({
      state: 'completed',
      done: ROWS,
      failed: 0,
      result: { created: ROWS },
    });
    const rows = await install.query<{ name: string }>('select name from customers');
    expect(rows.map(({ name }) => name).sort()).toEqual(
      Array.from({ length: ROWS }, (_, index) => `新${index}家`).sort(),
    );
    await expectNothingLost(install);
  });

  it('while it hands a mail over: nobody gets a second mail, and everybody else the first', async () => {
    const mail = await HeldMail.start(HELD);
    try {
      install = await FaultInstall.start({ queue, env: { ALLOW_PRIVATE_HOSTS: 'true' } });
      const admin = await install.nobody().signUp();
      const id = await mail.send(admin, MAILS);
      await mail.held;
      await install.worker.kill();
      await install.worker.start();
      await expectSentOnce(install, admin, { id, mail, count: MAILS });
      await expectNothingLost(install);
    } finally {
      await mail.stop();
    }
  });
});
