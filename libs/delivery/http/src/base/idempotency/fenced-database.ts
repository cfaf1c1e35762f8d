import { AppError } from '@ruyi/contract/errors';
import { sql, type Database, type Row, type Statement, type Transaction } from '@ruyi/engine/context';
import { runningAttempt } from './idempotent-attempt.js';

/**
 * A database whose transactions, inside a request with an `Idempotency-Key`, commit only as long as the key is the
 * request's own, and note with the key that they did. So a request that dies between its commit and its answer is not
 * run again, and one that was given up for dead changes nothing any more.
 */
export class FencedDatabase implements Database {
  constructor(private readonly database: Database) {}

  transaction<T>(tenantId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const running = runningAttempt.getStore();
    if (running?.tenantId !== tenantId) return this.database.transaction(tenantId, work);
    const { userId, route, key, attempt } = running;
    return this.database.transaction(tenantId, async (tx) => {
      const result = await work(tx);
      // A transaction that only read has no id yet: it may be run again.
      const own = await tx.query(sql`update idempotency_key
        set committed = committed or pg_current_xact_id_if_assigned() is not null
        where tenant_id = ${tenantId} and user_id = ${userId} and route = ${route} and key = ${key} and attempt = ${attempt}
        returning 1`);
      if (own.length === 0) throw new AppError(409, 'conflict', { key: 'idempotencyRunning', retryAfter: 1 });
      return result;
    });
  }

  read(tenantId: string, statements: readonly Statement[]): Promise<Row[][]> {
    return this.database.read(tenantId, statements);
  }
}
