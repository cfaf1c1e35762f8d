import type pg from 'pg';
import type { Row, Statement } from '@ruyi/engine/context';

interface Corkable {
  readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void } };
}

/** What `pg` takes for a statement of ours. */
export function toQuery(statement: Statement): pg.QueryConfig {
  const query: pg.QueryConfig = { text: statement.text, values: statement.values as unknown[] };
  if (statement.name !== undefined) query.name = statement.name;
  return query;
}

/**
 * Sends every query in one write, without waiting for answers in between.
 * When one fails, the others fail with it (the transaction is aborted); the first error is the cause and is thrown.
 */
export async function sendAll(
  client: pg.PoolClient,
  queries: readonly (pg.QueryConfig | string)[],
): Promise<pg.QueryResult<Row>[]> {
  const stream = (client as Corkable).connection?.stream;
  stream?.cork?.();
  let answers: Promise<pg.QueryResult<Row>>[];
  try {
    answers = queries.map((query) => client.query<Row>(query as pg.QueryConfig));
  } finally {
    stream?.uncork?.();
  }
  const settled = await Promise.allSettled(answers);
  return settled.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  });
}
