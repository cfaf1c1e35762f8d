import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectReclaimedOnce, jobDone, letNightCome, makeAllDue, startImport } from './support/big-jobs.js';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { FaultInstall, QUEUE_STORES } from './support/fault-install.js';
import { ProductClock } from './support/product-clock.js';
import { SteadyWriters } from './support/steady-writers.js';

const HOUR_MS = 3_600_000;
const ROWS = 200;

/** A zone in which it is between two and three in the morning. */
function zoneAfterTwo(): string {
  const ahead = (26 - new Date().getUTCHours()) % 24;
  return ahead <= 12 ? `Etc/GMT-${ahead}` : `Etc/GMT+${24 - ahead}`;
}

// BullMQ goes by its processes' clocks: what it has waiting or running has to survive their jumps on either store.
describe.each(QUEUE_STORES)('clocks of api and worker, queues on %s', (queue) => {
  const clock = new ProductClock();
  let install: FaultInstall;

  beforeAll(async () => {
    await clock.set(0);
    install = await FaultInstall.start({ queue, env: clock.env });
  });
  afterAll(async () => {
    await install.stop();
    await clock.remove();
  });

  it('a worker whose clock is an hour behind at night reclaims what is due, once, and promises the next night', async () => {
    const admin = await install.nobody().signUp();
    await jobDone(admin, await startImport(admin, ROWS, '旧'));
    await install.query('update tenant set time_zone = $1', [zoneAfterTwo()]);
    await makeAllDue(install, admin);
    // The sweep that is promised is that of the hour before, for whoever has the right time: the night is now.
    const night = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
    await install.query('update pool_sweep set night = $1', [night]);
    await install.query(`update outbox set payload = jsonb_build_object('night', $1::text) where name = 'pool.sweep'`, [
      night.toISOString(),
    ]);
    await install.query(
      `update pool_rule set enabled_at = now() - interval '2 days', grace_until = now() - interval '2 days'`,
    );
    await install.query('update customers set reclaim_at = $1', [night]);
    await clock.set(-HOUR_MS);
    await letNightCome(install);
    await expectNothingLost(install);
    await clock.set(0);
    await expectReclaimedOnce(install, ROWS);
    const promised = await install.query<{ at: Date }>(`select run_at as at from outbox where name = 'pool.sweep'`);
    expect(promised.map(({ at }) => at.getTime() > Date.now())).toEqual([true]);
  });

  it('a clock that jumps an hour ahead and back under people at work takes nothing from them', async () => {
    const admin = await install.nobody().signUp();
    const writers = new SteadyWriters(admin, 2);
    const jobs: string[] = [];
    for (const jump of [HOUR_MS, 0, -HOUR_MS, 0]) {
      await clock.set(jump);
      jobs.push(await startImport(admin, ROWS, `第${jobs.length}批`));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    await writers.end();
    expect(writers.strange).toEqual([]);
    for (const id of jobs)
      expect(await jobDone(admin, id)).toMatchObject({ state: 'completed', done: ROWS, failed: 0 });
    const { body } = await admin.call<{ total: object }>('GET', '/records/customers?limit=1&total=exact');
    expect(body.total).toEqual({ value: jobs.length * ROWS + writers.begun.length, exact: true });
    await expectNothingLost(install);
  });
});
