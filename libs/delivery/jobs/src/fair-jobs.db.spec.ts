import { newId, type Context } from '@ruyi/engine/context';
import { JobHandlers, JobRuns, TransactionalOutbox, type JobHandler } from '@ruyi/engine/events';
import { testDatabase, testQueues } from '@ruyi/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JobWorker } from './job-worker.js';

const db = await testDatabase();
const stores = await testQueues(db);
const outbox = new TransactionalOutbox();
const runs = new JobRuns(db.database, outbox);

async function aTenant(code: string): Promise<Context> {
  const tenantId = newId();
  await db.ownerQuery(
    `insert into tenant (id, code, name, locale, time_zone, base_currency) values ($1, $2, '如意', 'zh-CN', 'Asia/Shanghai', 'CNY')`,
    [tenantId, code],
  );
  return {
    tenantId,
    userId: newId(),
    locale: 'zh-CN',
    timeZone: 'UTC',
    baseCurrency: 'CNY',
    modelVersion: 0,
    accessVersion: 0,
    requestId: newId(),
  };
}

const start = (ctx: Context, name: string): Promise<string> =>
  db.database.transaction(ctx.tenantId, (tx) => runs.start(ctx, tx, { name, label: { zh: '试' }, payload: {} }));

describe.each(stores)('on $name', ({ name: store, there, connect }) => {
  /** Tenants in the order in which their jobs began, and how to let those that run go on. */
  let begun: string[] = [];
  let running = new Map<string, number>();
  let mostOfOne = 0;
  let held: (() => void)[] = [];
  let open = false;
  let stop = (): Promise<void> => Promise.resolve();
  let tenants = 0;

  const finish: JobHandler = (ctx, _payload, job) =>
    db.database.transaction(ctx.tenantId, (tx) => runs.finish(ctx, tx, job.id, { state: 'completed' }));
  const heavy: JobHandler = async (ctx, payload, job) => {
    begun.push(ctx.tenantId);
    const now = (running.get(ctx.tenantId) ?? 0) + 1;
    running.set(ctx.tenantId, now);
    mostOfOne = Math.max(mostOfOne, now);
    if (!open) await new Promise<void>((resolve) => held.push(resolve));
    await finish(ctx, payload, job);
    running.set(ctx.tenantId, (running.get(ctx.tenantId) ?? 1) - 1);
  };
  const letGo = (): void => {
    open = true;
    for (const go of held.splice(0)) go();
  };

  beforeEach(async () => {
    [begun, running, mostOfOne, held, open] = [[], new Map(), 0, [], false];
    if (!there) return;
    const handlers = new JobHandlers();
    handlers.register('heavy', heavy, { heavy: true });
    handlers.register('quick', finish);
    const queue = connect();
    const log = {
      info: () => undefined,
      error: (details: object) => void process.stderr.write(`${JSON.stringify(details)}\n`),
    };
    const worker = new JobWorker({ database: db.database, queue, handlers, runs, log });
    await worker.start();
    stop = async () => {
      letGo();
      await worker.stop();
      await queue.close();
    };
  });

  afterEach(() => stop());

  const aFreshTenant = (): Promise<Context> => aTenant(`${store}${(tenants += 1)}`);

  it.runIf(there)(
    'a tenant with a dozen heavy jobs leaves room for the next one, and for mails at once',
    async () => {
      const [loud, quiet] = [await aFreshTenant(), await aFreshTenant()];
      for (let n = 0; n < 12; n += 1) await start(loud, 'heavy');
      await expect.poll(() => begun.length, { timeout: 10_000 }).toBe(2);
      const ids = { quick: await start(loud, 'quick'), heavy: await start(quiet, 'heavy') };
      const state = async (ctx: Context, id: string): Promise<string> => (await runs.getOrThrow(ctx, id)).state;
      await expect.poll(() => state(loud, ids.quick), { timeout: 5_000 }).toBe('completed');
      await expect.poll(() => begun.includes(quiet.tenantId), { timeout: 5_000 }).toBe(true);
      expect(begun).toHaveLength(3);
      letGo();
      const left = async (): Promise<number> => (await runs.list(loud, { active: true, limit: 200 })).length;
      await expect.poll(left, { timeout: 60_000 }).toBe(0);
      expect(mostOfOne).toBe(2);
    },
    90_000,
  );
});
