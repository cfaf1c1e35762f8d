import { expect } from 'vitest';
import type { FaultInstall } from './fault-install.js';
import { queuedJobs } from './queued-jobs.js';

/** A row that was handed to a queue which lost it is handed over again after a minute. */
const DRAIN_MS = 150_000;

/**
 * What has to hold after any fault: everything that was promised gets done, the queue is empty, nothing is half done, and
 * every company's data agrees with itself (`ruyi check`: registry, history, unique values, search, owners and pools, jobs,
 * files).
 */
export async function expectNothingLost(install: FaultInstall): Promise<void> {
  const due = () =>
    install.query<{ name: string }>(`select name from outbox where run_at <= now() union all
      select kind from job_run where state in ('waiting', 'active')
        and not exists (select from outbox o where o.id = job_run.id and o.run_at > now())`);
  await expect.poll(due, { timeout: DRAIN_MS, interval: 200 }).toEqual([]);
  // A job that was handed over a second time is taken back after its first worker's lock, and finds nothing to do.
  await expect.poll(() => queuedJobs(install), { timeout: DRAIN_MS, interval: 200 }).toEqual([]);
  const { out, err, code } = await install.ruyi('check');
  expect(out + err).not.toContain('WRONG');
  expect(code, out + err).toBe(0);
}
