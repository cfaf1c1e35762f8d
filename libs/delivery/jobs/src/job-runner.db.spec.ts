import { expect, it } from 'vitest';
import { AppError } from '@ruyi/contract/errors';
import { newId, type Context } from '@ruyi/engine/context';
import { JobHandlers, JobRuns, TransactionalOutbox } from '@ruyi/engine/events';
import { testDatabase } from '@ruyi/testing';
import { JobRunner } from './job-runner.js';

const db = await testDatabase();
const runs = new JobRuns(db.database, new TransactionalOutbox());
const handlers = new JobHandlers();
const runner = new JobRunner(db.database, handlers, runs, { error: () => undefined });

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
