import { Redis } from 'ioredis';
import type { FaultInstall } from './fault-install.js';

const JOB_KEY = /^ruyi:([^:]+):[0-9a-f]{8}-[0-9a-f-]{27}$/;

/**
 * Every job that the queue itself holds, as queue and name, in whatever state: waiting, running, put off, failed. What is
 * scheduled for later waits in the outbox and is no part of it.
 */
export async function queuedJobs(install: FaultInstall): Promise<string[]> {
  return install.redis ? jobsOnRedis(install.redis.url) : jobsOnPostgres(install);
}

async function jobsOnPostgres(install: FaultInstall): Promise<string[]> {
  const rows = await install.query<{ queue: string; name: string; state: string }>(
    'select queue, name, state::text as state from bullmq.job order by queue, id',
  );
  return rows.map(({ queue, name, state }) => `${queue} ${name} ${state}`);
}

/** Past BullMQ: a job that is in none of its lists would be forgotten as well. */
async function jobsOnRedis(url: string): Promise<string[]> {
  const redis = new Redis(url);
  try {
    const jobs: string[] = [];
    for await (const keys of redis.scanStream({ match: 'ruyi:*', count: 1000 }))
      for (const key of keys as string[]) {
        const queue = JOB_KEY.exec(key)?.[1];
        // One that was done since it was listed has no name any more.
        const name = queue === undefined ? null : await redis.hget(key, 'name');
        if (name !== null) jobs.push(`${queue} ${name}`);
      }
    return jobs.sort();
  } finally {
    redis.disconnect();
  }
}
