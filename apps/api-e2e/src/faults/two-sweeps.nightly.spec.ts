import { afterEach, describe, expect, it } from 'vitest';
import { connectQueue } from '@ruyi/platform/queue';
import { expectReclaimedOnce, jobDone, makeAllDue, startImport } from './support/big-jobs.js';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { FaultInstall, QUEUE_STORES } from './support/fault-install.js';

const ROWS = 3_000;

let install: FaultInstall;
afterEach(() => install.stop());

describe.each(QUEUE_STORES)('one sweep that two workers have at once, queues on %s', (queue) => {
  it('reclaims each customer once, whoever else presses the button meanwhile, and promises one next night', async () => {
    install = await FaultInstall.start({ queue, workers: 2 });
    const admin = await install.nobody().signUp();
    await jobDone(admin, await startImport(admin, ROWS, '旧'));
    await makeAllDue(install, admin);
    const [sweep] = await install.query<{ id: string; tenantId: string }>(
      `select id, tenant_id as "tenantId" from outbox where name = 'pool.sweep'`,
    );
    // A queue ignores an id that it has: the same job is handed over by two of its queues, as after a lost lease.
    const jobs = connectQueue(install.redis ? { redisUrl: install.redis.url } : { databaseUrl: install.queueUrl });
    const job = { id: sweep?.id ?? '', name: 'pool.sweep', data: { tenantId: sweep?.tenantId } };
    const before = new Date();
    await Promise.all(['jobs', 'heavy-jobs', 'calls'].map((name) => jobs.add(name, [job])));
    const pressed = await Promise.all([1, 2].map(() => admin.call('POST', '/pools/sweep')));
    expect(pressed.map(({ status }) => status)).toEqual([200, 200]);
    const over = () => install.query(`select 1 from outbox where id = $1`, [job.id]);
    await expect.poll(over, { timeout: 60_000, interval: 50 }).toEqual([]);
    await jobs.close();
    await expectNothingLost(install);
    await expectReclaimedOnce(install, ROWS);
    const nights = await install.query(`select 1 from outbox where name = 'pool.sweep' and run_at > $1`, [before]);
    expect(nights).toHaveLength(1);
  });
});
