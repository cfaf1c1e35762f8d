import type pg from 'pg';
import { AppError } from '@ruyi/contract/errors';
import type { Database, Row, Statement, Transaction } from '@ruyi/engine/context';
import { OpenTransaction, TenantTransaction } from './open-transaction.js';
import { sendAll, toQuery } from './pipelined-client.js';
import { planSteps } from './plan-steps.js';
import { sqlStateOf } from './sql-state-of.js';
import { setTenant } from './tenant-id.js';
import type { TenantlessDatabase, TenantlessTransaction } from './tenantless-database.js';
import { translateDatabaseError } from './translate-database-error.js';

const RETRIED = new Set(['40P01', '40001']);
const ATTEMPTS = 4;
/** A statement was cancelled; a reading one here by nobody but its time. */
const CANCELLED = '57014';

/** PostgreSQL behind the engine's ports: one pool, every unit of work one transaction tied to its tenant. */
export class PgDatabase implements Database {
  readonly #pool: pg.Pool;
  readonly #beginReading: string;

  /** @param readSeconds how long a statement of {@link read} may take before it is cut off with 422; null: as long as it likes */
  constructor(pool: pg.Pool, readSeconds: number | null = null) {
    this.#pool = pool;
    this.#beginReading = `BEGIN READ ONLY${readSeconds === null ? '' : `; SET LOCAL statement_timeout TO '${readSeconds}s'`}`;
  }

  /** The door to tables without a tenant. */
  readonly tenantless: TenantlessDatabase = {
    transaction: <T>(work: (tx: TenantlessTransaction) => Promise<T>) =>
      this.#retried(() => this.#run<OpenTransaction, T>('BEGIN', (client) => new OpenTransaction(client), work)),
  };

  transaction<T>(tenantId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const begin = `BEGIN; ${setTenant(tenantId)}`;
    return this.#retried(() =>
      this.#run<TenantTransaction, T>(begin, (client) => new TenantTransaction(client, tenantId.toLowerCase()), work),
    );
  }

  async read(tenantId: string, statements: readonly Statement[]): Promise<Row[][]> {
    const steps = readingSteps(`${this.#beginReading}; ${setTenant(tenantId)}`, statements);
    return this.#retried(async () => {
      const client = await this.#pool.connect();
      try {
        const results = await sendAll(client, steps);
        return results.filter((_, index) => typeof steps[index] !== 'string').map((result) => result.rows);
      } catch (error) {
        if (sqlStateOf(error) !== CANCELLED) throw error;
        throw new AppError(422, 'limitReached', { key: 'limitReached.statementTime', cause: error });
      } finally {
        release(client);
      }
    });
  }

  async #run<Tx extends OpenTransaction, T>(
    begin: string,
    open: (client: pg.PoolClient) => Tx,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const client = await this.#pool.connect();
    const tx = open(client);
    try {
      // Not awaited by itself: the first statement of the work leaves in the same breath.
      const begun = client.query(begin);
      begun.catch(() => undefined);
      const result = await work(tx);
      await begun;
      tx.end();
      const committed = await client.query('COMMIT');
      // A COMMIT of an aborted transaction "succeeds" as ROLLBACK: a swallowed error must not look like success.
      if (committed.command === 'ROLLBACK')
        throw new Error('The transaction was rolled back: one of its statements had failed.');
      return result;
    } catch (error) {
      tx.end();
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      release(client);
    }
  }

  async #retried<T>(attempt: () => Promise<T>): Promise<T> {
    for (let count = 1; ; count += 1) {
      try {
        return await attempt();
      } catch (error) {
        if (count >= ATTEMPTS || !RETRIED.has(sqlStateOf(error) ?? '')) throw translateDatabaseError(error);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** count));
      }
    }
  }
}

/** The whole transaction. */
function readingSteps(begin: string, statements: readonly Statement[]): (pg.QueryConfig | string)[] {
  const [first, ...rest] = planSteps(statements).map((step) => (typeof step === 'string' ? step : toQuery(step)));
  const opened = typeof first === 'string' ? [`${begin}; ${first}`] : [begin, ...(first ? [first] : [])];
  return [...opened, ...rest, 'COMMIT'];
}

/** A connection that is still inside a transaction, or whose state is unknown, is closed rather than reused. */
function release(client: pg.PoolClient): void {
  client.release((client as { getTransactionStatus?(): string | null }).getTransactionStatus?.() !== 'I');
}
