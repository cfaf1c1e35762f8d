import { afterEach, describe, expect, it } from 'vitest';
import { expectReclaimedOnce, jobDone, letNightCome, makeAllDue, startEdit, startImport } from './support/big-jobs.js';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { expectSentOnce } from './support/expect-sent-once.js';
import { FaultInstall, QUEUE_STORES } from './support/fault-install.js';
import { HeldMail } from './support/held-mail.js';
import { SteadyWriters } from './support/steady-writers.js';

const ROWS = 3_000;
const AWAY_MS = 3_000;
const MAILS = 6;
/** The mail that is being handed over when the database goes. */
const HELD = 3;

let install: FaultInstall;
afterEach(() => install.stop());

/** As if the power of the database's machine went, and came again. */
async function blackout(): Promise<void> {
  await install.postgres.kill();
  await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
  await install.postgres.startAgain();
}

describe.each(QUEUE_STORES)('PostgreSQL that is killed, queues on %s', (queue) => {
  it('during creates, an import and a bulk edit: api and worker go on by themselves, nothing is missing or twice', async () => {
    install = await FaultInstall.start({ queue });
    const admin = await install.nobody().signUp();
    await jobDone(admin, await startImport(admin, ROWS, '旧'));
    const writers = new SteadyWriters(admin, 4);
    const edit = await startEdit(admin, '旧', 'A');
    const imported = await startImport(admin, ROWS, '新');
    const done = async () => Number((await admin.call('GET', `/jobs/${imported}`)).body['done']);
    await expect.poll(done, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
    await blackout();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    // As if the minute had passed after which a request without an answer is given up.
    await install.query(
      `update idempotency_key set started_at = started_at - interval '1 minute' where status is null`,
    );
    await writers.end();
    expect(await jobDone(admin, edit)).toMatchObject({ state: 'completed', done: ROWS, failed: 0 });
    expect(await jobDone(admin, imported)).toMatchObject({ state: 'completed', done: ROWS, failed: 0 });
    expect(writers.strange).toEqual([]);
    const rows = await install.query<{ name: string }>('select name from customers');
    expect(rows).toHaveLength(new Set(rows.map(({ name }) => name)).size);
    expect(rows).toHaveLength(2 * ROWS + writers.begun.length);
    const [edited] = await install.query<{ rows: number; entries: number }>(
      `select count(distinct r.id)::int as rows, count(h.id)::int as entries from customers r
       join history h on h.record_id = r.id and h.change_set = $1 where r.level = 'A'`,
      [edit],
    );
    expect(edited).toEqual({ rows: ROWS, entries: ROWS });
    expect(install.api.runs && install.worker.runs).toBe(true);
    await expectNothingLost(install);
  });

  it('during a sweep: every customer is reclaimed once, and there is a next night', async () => {
    install = await FaultInstall.start({ queue });
    const admin = await install.nobody().signUp();
    await jobDone(admin, await startImport(admin, ROWS, '旧'));
    await makeAllDue(install, admin);
    await letNightCome(install);
    const moved = () => install.query(`select 1 from pool_move where kind = 'reclaim' limit 1`);
    await expect.poll(moved, { timeout: 60_000, interval: 10 }).toHaveLength(1);
    await blackout();
    await expectNothingLost(install);
    await expectReclaimedOnce(install, ROWS);
    expect(await install.query(`select 1 from outbox where name = 'pool.sweep' and run_at > now()`)).toHaveLength(1);
  });

  it('during a send: nobody gets a second mail, and one that may have gone out is told as interrupted', async () => {
    const mail = await HeldMail.start(HELD);
    try {
      install = await FaultInstall.start({ queue, env: { ALLOW_PRIVATE_HOSTS: 'true' } });
      const admin = await install.nobody().signUp();
      const id = await mail.send(admin, MAILS);
      await mail.held;
      await install.postgres.kill();
      // Taken, and nobody is there to write it down.
      mail.letGo();
      await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
      await install.postgres.startAgain();
      await expectSentOnce(install, admin, { id, mail, count: MAILS });
      expect(install.api.runs && install.worker.runs).toBe(true);
      await expectNothingLost(install);
    } finally {
      await mail.stop();
    }
  });
});
