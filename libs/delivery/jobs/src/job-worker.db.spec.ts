import { AppError } from '@ruyi/contract/errors';
import { newId, type Context } from '@ruyi/engine/context';
import { FeedFollower, JobHandlers, JobRuns, TransactionalOutbox, type JobHandler } from '@ruyi/engine/events';
import { testDatabase, testQueues } from '@ruyi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobWorker } from './job-worker.js';

const db = await testDatabase();
const stores = await testQueues(db);
const outbox = new TransactionalOutbox();
const runs = new JobRuns(db.database, outbox);
const tenantId = newId();
await db.ownerQuery(
  `insert into tenant (id, code, name, locale, time_zone, base_currency) values ($1, 'c1', '如意', 'zh-CN', 'Asia/Shanghai', 'CNY')`,
  [tenantId],
);
const ctx: Context = {
  tenantId,
  userId: newId(),
  locale: 'zh-CN',
  timeZone: 'UTC',
  baseCurrency: 'CNY',
  modelVersion: 0,
  accessVersion: 0,
  requestId: newId(),
};

const label = { zh: '试' };
const start = (name: string, payload: object = {}) =>
  db.database.transaction(tenantId, (tx) => runs.start(ctx, tx, { name, label, payload }));
const left = () => db.ownerQuery('select id from outbox');

async function until<T>(look: () => Promise<T>, done: (seen: T) => boolean): Promise<T> {
  for (let turn = 0; ; turn += 1) {
    const seen = await look();
    if (done(seen) || turn === 150) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe.each(stores)('jobs on $name', ({ there, connect }) => {
  const handlers = new JobHandlers();
  const seen: { name: string; ctx: Context; payload: object }[] = [];
  const complete: JobHandler = async (jobCtx, payload, job) => {
    seen.push({ name: 'complete', ctx: jobCtx, payload });
    await db.database.transaction(tenantId, async (tx) => {
      await runs.progress(jobCtx, tx, job.id, { done: 2, failed: [], position: null, total: 2 });
      await runs.finish(jobCtx, tx, job.id, { state: 'completed', result: { fine: true } });
    });
  };
  handlers.register('complete', complete);
  handlers.register('refuse', () => Promise.reject(AppError.notAllowed()));
  let stumbles = 0;
  handlers.register('stumble', async (jobCtx, _payload, job) => {
    stumbles += 1;
    if (stumbles === 1) throw new Error('the network blinked');
    await db.database.transaction(tenantId, (tx) => runs.finish(jobCtx, tx, job.id, { state: 'completed' }));
  });
  const logged: string[] = [];
  let stop = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    if (!there) return;
    const queue = connect();
    const worker = new JobWorker({
      database: db.database,
      queue,
      handlers,
      runs,
      log: { info: () => undefined, error: (_details, message) => void logged.push(message) },
    });
    stop = async () => {
      await worker.stop();
      await queue.close();
    };
    await worker.start();
  });
  afterAll(() => stop());

  it.runIf(there)(
    'does what a committed transaction promised, with the context of today, and tells the browser',
    async () => {
      const over = new AbortController();
      const told: string[] = [];
      const following = (async () => {
        for await (const event of new FeedFollower(db.database).follow(ctx, { after: null, signal: over.signal })) {
          told.push(String((event.data as { state: string }).state));
          if (told.includes('completed')) over.abort();
        }
      })();
      await new Promise((resolve) => setTimeout(resolve, 200));
      const id = await start('complete', { a: 1 });
      const run = await until(
        () => runs.getOrThrow(ctx, id),
        ({ state }) => state === 'completed',
      );
      expect(run).toMatchObject({ state: 'completed', done: 2, total: 2, failed: 0, result: { fine: true } });
      expect(seen.at(-1)).toMatchObject({
        payload: { a: 1 },
        ctx: { userId: ctx.userId, timeZone: 'Asia/Shanghai', modelVersion: 1 },
      });
      expect(await left()).toEqual([]);
      await following;
      expect(told.at(-1)).toBe('completed');
    },
  );

  it.runIf(there)('does nothing for a transaction that failed', async () => {
    const count = seen.length;
    await db.database
      .transaction(tenantId, async (tx) => {
        await runs.start(ctx, tx, { name: 'complete', label, payload: {} });
        throw new Error('no');
      })
      .catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(seen).toHaveLength(count);
  });

  it.runIf(there)(
    'ends a job that its user may not do as failed, with the reason, and does not try again',
    async () => {
      const id = await start('refuse');
      const run = await until(
        () => runs.getOrThrow(ctx, id),
        ({ state }) => state === 'failed',
      );
      expect(run).toMatchObject({
        state: 'failed',
        result: { error: { code: 'notAllowed', message: expect.stringMatching(/\p{sc=Han}/u) } },
      });
      expect(await left()).toEqual([]);
    },
  );

  it.runIf(there)('tries again after a fault', async () => {
    const id = await start('stumble');
    const run = await until(
      () => runs.getOrThrow(ctx, id),
      ({ state }) => state === 'completed',
    );
    expect(run.state).toBe('completed');
    expect(logged).toContain('job will be tried again');
  });

  it.runIf(there)('publishes again what was published and not done, and waits for what is not due', async () => {
    const later = newId();
    await db.database.transaction(tenantId, async (tx) => {
      await runs.start(ctx, tx, {
        name: 'complete',
        label,
        payload: { lost: true },
        id: later,
        runAt: new Date(Date.now() + 3_600_000),
      });
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await runs.getOrThrow(ctx, later)).state).toBe('waiting');
    // As if a queue had lost it a while ago.
    await db.ownerQuery(
      `update outbox set run_at = now() - interval '5 minutes', published_at = now() - interval '2 minutes'`,
    );
    await db.ownerQuery('update outbox_wakeup set at = now()');
    const run = await until(
      () => runs.getOrThrow(ctx, later),
      ({ state }) => state === 'completed',
    );
    expect(run.state).toBe('completed');
  });

  it.runIf(there)('can be cancelled while it waits, by its owner only', async () => {
    const id = await db.database.transaction(tenantId, (tx) =>
      runs.start(ctx, tx, { name: 'complete', label, payload: {}, runAt: new Date(Date.now() + 3_600_000) }),
    );
    await expect(runs.cancel({ ...ctx, userId: newId() }, id)).rejects.toMatchObject({ status: 404 });
    expect((await runs.cancel(ctx, id)).state).toBe('cancelled');
    expect(await left()).toEqual([]);
  });
});
