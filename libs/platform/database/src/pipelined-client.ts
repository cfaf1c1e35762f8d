import type pg from 'pg';
import type { Row, Statement } from '@ruyi/engine/context';
import { isPlannedOnce, planSteps } from './plan-steps.js';

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
  return allOrFirstError(await Promise.allSettled(answers));
}

/** As {@link sendAll}, within a transaction that goes on, each with its kind of plan; answers the rows of each. */
export async function sendStatements(client: pg.PoolClient, statements: readonly Statement[]): Promise<Row[][]> {
  const steps = planSteps(statements);
  const last = statements.at(-1);
  if (last && isPlannedOnce(last)) steps.push('SET LOCAL plan_cache_mode TO force_custom_plan');
  const queries = steps.map((step) => (typeof step === 'string' ? step : toQuery(step)));
  const results = await sendAll(client, queries);
  return results.filter((_result, index) => typeof queries[index] !== 'string').map(({ rows }) => rows);
}

/** As {@link sendAll}, but each statement goes out as soon as it is made. */
export async function sendInTurn(
  client: pg.PoolClient,
  statements: Iterable<Statement>,
): Promise<pg.QueryResult<Row>[]> {
  const answers: Promise<PromiseSettledResult<pg.QueryResult<Row>>>[] = [];
  const settled = async (): Promise<PromiseSettledResult<pg.QueryResult<Row>>[]> => Promise.all(answers);
  try {
    for (const statement of statements) {
      answers.push(Promise.allSettled([client.query<Row>(toQuery(statement))]).then(([answer]) => answer));
      // Lets the socket write what it could not take at once, before the next statement is worked at.
      await new Promise((next) => setImmediate(next));
    }
  } catch (error) {
    await settled();
    throw error;
  }
  return allOrFirstError(await settled());
}

function allOrFirstError<T>(settled: readonly PromiseSettledResult<T>[]): T[] {
  return settled.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  });
}
