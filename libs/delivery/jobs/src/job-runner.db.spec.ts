import { expect, it } from 'vitest';
import { AppError } from '@ruyi/contract/errors';
import { newId, type Context } from '@ruyi/engine/context';
import { JobHandlers, JobRuns, TransactionalOutbox } from '@ruyi/engine/events';
import { testDatabase } from '@ruyi/testing';
import { JobRunner } from './job-runner.js';

const db = await testDatabase();
const outbox = new TransactionalOutbox();
const runs = new JobRuns(db.database, outbox);
const handlers = new JobHandlers();
const told: (readonly [string, object])[] = [];
const runner = new JobRunner(db.database, handlers, runs, {
  info: (details, message) => void told.push([message, details]),
  error: (details, message) => void told.push([message, details]),
});

async function aContext(): Promise<Context> {
  const tenantId = newId();
  await db.ownerQuery(
    `insert into tenant (id, code, name, locale, time_zone, base_currency) values ($1, $2, '如意', 'zh-CN', 'Asia/Shanghai', 'CNY')`,
    [tenantId, tenantId.slice(-12)],
  );
  const rest = { locale: 'zh-CN', timeZone: 'UTC', baseCurrency: 'CNY', modelVersion: 0, accessVersion: 0 } as const;
  return { tenantId, userId: newId(), requestId: newId(), ...rest };
}

it.each([
  ['the database was away', new AppError(503, 'internal', { retryAfter: 5 }), 'waiting', 1],
  ['something else is wrong', new Error('a defect'), 'failed', 0],
])('in its last attempt, where %s, a job ends as it should', async (what, error, state, promised) => {
  const ctx = await aContext();
  handlers.register(what, () => Promise.reject(error));
  const id = await db.database.transaction(ctx.tenantId, (tx) =>
    runs.start(ctx, tx, { name: what, label: { zh: '试' }, payload: {} }),
  );
  const run = runner.run({ tenantId: ctx.tenantId, id, lastAttempt: true });
  // The queue gives it up; its promise stays in the outbox and is handed over again.
  if (promised) await expect(run).rejects.toBe(error);
  else await run;
  expect((await runs.getOrThrow(ctx, id)).state).toBe(state);
  expect(await db.ownerQuery('select 1 from outbox where id = $1', [id])).toHaveLength(promised);
});

it.each([
  ['is done', () => Promise.resolve(), ['job begins', 'job ends'], 'done'],
  ['is refused', () => Promise.reject(AppError.notAllowed()), ['job begins', 'job failed', 'job ends'], 'failed'],
  ['stumbles', () => Promise.reject(new Error('x')), ['job begins', 'job will be tried again', 'job ends'], 'again'],
])(
  'a job that %s is told of with its company, its person and the request that promised it',
  async (what, handler, lines, outcome) => {
    const ctx = await aContext();
    handlers.register(what, handler);
    const id = await db.database.transaction(ctx.tenantId, (tx) => outbox.add(ctx, tx, { name: what, payload: {} }));
    told.length = 0;
    await runner.run({ tenantId: ctx.tenantId, id, lastAttempt: false }).catch(() => undefined);
    const { tenantId, userId, requestId } = ctx;
    expect(told.map(([message]) => message)).toEqual(lines);
    for (const [, details] of told)
      expect(details).toMatchObject({ jobId: id, jobName: what, tenantId, userId, requestId });
    expect(told.at(-1)?.[1]).toMatchObject({ outcome, ms: expect.any(Number) as number });
  },
);

it('a job that another run was faster with says so at its end', async () => {
  const ctx = await aContext();
  handlers.register('slow', (_ctx, _payload, job) => {
    const { tenantId } = ctx;
    return db.database.transaction(tenantId, async (tx) => {
      await tx.query({ text: 'delete from outbox where tenant_id = $1 and id = $2', values: [tenantId, job.id] });
      await job.finish(tx);
    });
  });
  const id = await db.database.transaction(ctx.tenantId, (tx) => outbox.add(ctx, tx, { name: 'slow', payload: {} }));
  told.length = 0;
  await runner.run({ tenantId: ctx.tenantId, id, lastAttempt: false });
  expect(told.map(([message]) => message)).toEqual(['job begins', 'job ends']);
  expect(told.at(-1)?.[1]).toMatchObject({ outcome: 'gone' });
});
