import { connectQueue, type JobQueue } from '@ruyi/platform/queue';
import { afterAll } from 'vitest';
import type { TestDatabase } from './test-database.js';
import { startTestRedis } from './test-redis.js';

/** One store of queues; `there` is false for Redis where neither server nor container can be started. */
export interface TestQueueStore {
  readonly name: 'PostgreSQL' | 'Redis';
  readonly there: boolean;
  connect(): JobQueue;
}

/** Both stores, for specs that must hold on either. Redis ends with the spec file. */
export async function testQueues(db: TestDatabase): Promise<readonly TestQueueStore[]> {
  const redis = await startTestRedis();
  afterAll(() => redis?.stop());
  return [
    { name: 'PostgreSQL', there: true, connect: () => connectQueue({ databaseUrl: db.urls.queue }) },
    { name: 'Redis', there: redis !== null, connect: () => connectQueue({ redisUrl: redis?.url ?? '' }) },
  ];
}
