import type { Context, Database, Statement } from '@ruyi/engine/context';
import { RecordReader, type ListRequest } from '@ruyi/engine/records';
import type { BenchWorld } from './bench-world.js';

/** How PostgreSQL carries a list out for the application's role, under row-level security. */
export interface QueryPlan {
  readonly name: string;
  /** The indexes of the customers' table that it used; empty: none. */
  readonly indexes: readonly string[];
  readonly servedByIndex: boolean;
  readonly text: string;
}

/** Asks the product which statements it sends, and PostgreSQL how it runs them. */
export async function queryPlans(world: BenchWorld): Promise<QueryPlan[]> {
  const { channel, grade, amount } = world.company.custom;
  const test = { field: channel.key, op: 'eq', value: channel.optionKeys[0] ?? '' } as const;
  const other = { field: grade.key, op: 'eq', value: grade.optionKeys[1] ?? '' } as const;
  const sort = [{ field: amount.key, descending: true }];
  const requests: readonly (readonly [string, ListRequest])[] = [
    ['first page', {}],
    ['one indexed filter, sorted by another field', { filter: test, sort }],
    ['two indexed filters, sorted by a third field', { filter: { and: [test, other] }, sort }],
  ];
  const plans: QueryPlan[] = [];
  for (const { name: actor, userId } of world.actors)
    for (const [name, request] of requests) plans.push(await planOf(world, `${name}, ${actor}`, userId, request));
  return plans;
}

async function planOf(
  { open, owner, company }: BenchWorld,
  name: string,
  userId: string | null,
  request: ListRequest,
): Promise<QueryPlan> {
  const { tenantId } = company;
  const { rows } = await owner.query<{ model_version: number; access_version: number }>(
    'select model_version, access_version from tenant where id = $1',
    [tenantId],
  );
  const [versions] = rows;
  const ctx: Context = {
    tenantId,
    userId,
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    baseCurrency: 'CNY',
    modelVersion: versions?.model_version ?? 1,
    accessVersion: versions?.access_version ?? 1,
    requestId: 'bench',
  };
  const sent: Statement[] = [];
  const { database } = open.connection;
  const listening: Database = {
    transaction: (tenant, work) => database.transaction(tenant, work),
    read: (tenant, statements) => {
      sent.push(...statements);
      return database.read(tenant, statements);
    },
  };
  await new RecordReader({ ...open.product.reading, database: listening }).list(ctx, 'customers', request);
  const statement = sent.find(({ text }) => text.includes('from customers'));
  if (!statement) throw new Error('the list sent no statement about customers');
  const explain = { text: `explain (analyze, costs off, buffers off) ${statement.text}`, values: statement.values };
  const lines = await database.transaction(tenantId, async (tx) => {
    await tx.query(explain);
    return tx.query<{ 'QUERY PLAN': string }>(explain);
  });
  const text = lines.map((line) => line['QUERY PLAN'].slice(0, 160)).join('\n');
  const indexes = [...new Set([...text.matchAll(/using (customers\w+)/g)].map((match) => match[1] ?? ''))];
  return { name, indexes, servedByIndex: indexes.length > 0 && !/Seq Scan on customers/.test(text), text };
}
