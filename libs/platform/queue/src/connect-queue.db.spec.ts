import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestRedis, testDatabase, type TestDatabase, type TestRedis } from '@ruyi/testing';
import { connectQueue } from './connect-queue.js';
import type { JobQueue, WorkingJob } from './job-queue.js';
import { migrateQueue } from './migrate-queue.js';

const redis: TestRedis | null = await startTestRedis();
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});

afterAll(() => redis?.stop());

const stores = [
  { name: 'PostgreSQL', there: true, connect: () => connectQueue({ databaseUrl: db.urls.queue }) },
  { name: 'Redis', there: redis !== null, connect: () => connectQueue({ redisUrl: redis?.url ?? '' }) },
];

describe.each(stores)('the queue on $name', ({ there, connect }) => {
  const open: JobQueue[] = [];
  const queueName = `test-${randomUUID()}`;

  function opened(): JobQueue {
    const queue = connect();
    open.push(queue);
    return queue;
  }

  afterEach(async () => {
    await Promise.all(open.splice(0).map((queue) => queue.close()));
  });

  function until(isSo: () => boolean, ms = 10_000): Promise<void> {
    return expect.poll(isSo, { timeout: ms, interval: 20 }).toBe(true);
  }

  it.runIf(there)('does a job once, however often its id is added', async () => {
    const queue = opened();
    const id = randomUUID();
    const job = { id, name: 'greet', data: { to: '王芳' } };
    await queue.add(queueName, [job, job]);
    await queue.add(queueName, [job]);
    const seen: WorkingJob[] = [];
    await queue.work(queueName, async (working) => void seen.push(working));
    await until(() => seen.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen).toEqual([{ id, name: 'greet', data: { to: '王芳' }, attempt: 1, lastAttempt: false }]);
  });

  it.runIf(there)('waits for a delayed job, and takes a waiting one off again', async () => {
    const queue = opened();
    const [late, cancelled] = [randomUUID(), randomUUID()];
    await queue.add(queueName, [
      { id: late, name: 'late', data: {}, delay: 700 },
      { id: cancelled, name: 'cancelled', data: {}, delay: 700 },
    ]);
    expect(await queue.remove(queueName, cancelled)).toBe(true);
    expect(await queue.remove(queueName, randomUUID())).toBe(false);
    const start = Date.now();
    const seen: string[] = [];
    await queue.work(queueName, async ({ name }) => void seen.push(name));
    await until(() => seen.length > 0);
    expect(Date.now() - start).toBeGreaterThan(300);
    expect(seen).toEqual(['late']);
  });

  it.runIf(there)('says what it holds, and for how long the first has waited', async () => {
    const queue = opened();
    expect(await queue.load(queueName)).toEqual({ waiting: 0, active: 0, delayed: 0, oldestSeconds: 0 });
    await queue.add(queueName, [{ id: randomUUID(), name: 'first', data: {} }]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await queue.add(queueName, [
      { id: randomUUID(), name: 'second', data: {} },
      { id: randomUUID(), name: 'later', data: {}, delay: 60_000 },
    ]);
    const load = await queue.load(queueName);
    expect(load).toMatchObject({ waiting: 2, active: 0, delayed: 1 });
    expect(load.oldestSeconds).toBeGreaterThan(0.25);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await queue.work(queueName, () => held, { concurrency: 1 });
    await expect
      .poll(() => queue.load(queueName), { timeout: 5_000 })
      .toMatchObject({ waiting: 1, active: 1, delayed: 1 });
    release();
  });

  it.runIf(there)('tries a failed job again', async () => {
    const queue = opened();
    const attempts: number[] = [];
    const failures: string[] = [];
    await queue.add(queueName, [{ id: randomUUID(), name: 'shaky', data: {} }]);
    await queue.work(
      queueName,
      async ({ attempt }) => {
        attempts.push(attempt);
        if (attempt === 1) throw new Error('not yet');
      },
      { onFailed: (_job, error) => failures.push(error.message) },
    );
    await until(() => attempts.length === 2);
    expect(attempts).toEqual([1, 2]);
    expect(failures).toEqual(['not yet']);
  });

  it.runIf(there)('works on as many at a time as it may, and lets them end when it closes', async () => {
    const queue = opened();
    let running = 0;
    let most = 0;
    let done = 0;
    await queue.work(
      queueName,
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 200));
        running -= 1;
        done += 1;
      },
      { concurrency: 3 },
    );
    await queue.add(
      queueName,
      Array.from({ length: 6 }, () => ({ id: randomUUID(), name: 'slow', data: {} })),
    );
    await until(() => most === 3);
    await queue.close();
    expect(running).toBe(0);
    expect(done).toBeGreaterThanOrEqual(3);
    expect(most).toBe(3);
  });

  it.runIf(there)('answers a ping', async () => {
    await expect(opened().ping()).resolves.toBeUndefined();
  });
});

describe("the queue's role", () => {
  it('makes sequences of its own, which do not stand in the way of the next migration', async () => {
    const queue = connectQueue({ databaseUrl: db.urls.queue });
    await queue.add(`test-${randomUUID()}`, [{ id: randomUUID(), name: 'any', data: {} }]);
    await queue.close();
    await expect(migrateQueue(db.urls.owner)).resolves.toBeUndefined();
  });

  it('sees nothing of the tenants', async () => {
    const client = new pg.Client({ connectionString: db.urls.queue });
    await client.connect();
    await expect(client.query('select * from public.migration')).rejects.toThrow('permission denied');
    await expect(client.query('create table public.mine (id int)')).rejects.toThrow('permission denied');
    await client.end();
  });
});
