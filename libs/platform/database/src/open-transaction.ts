import type pg from 'pg';
import type { Row, Statement, Transaction } from '@ruyi/engine/context';
import { sendInTurn, sendStatements, toQuery } from './pipelined-client.js';
import { isPlannedOnce } from './plan-steps.js';
import { translateDatabaseError } from './translate-database-error.js';

/** Statements on the connection of a running transaction; a handle kept beyond its end refuses. */
export class OpenTransaction {
  #client: pg.PoolClient | null;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  async query<R extends object = Row>(statement: Statement): Promise<R[]> {
    try {
      if (isPlannedOnce(statement)) return (await sendStatements(this.client, [statement]))[0] as R[];
      return (await this.client.query<R & Row>(toQuery(statement))).rows;
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  async pipeline(statements: Iterable<Statement>): Promise<Row[][]> {
    try {
      if (Array.isArray(statements)) return await sendStatements(this.client, statements as readonly Statement[]);
      return (await sendInTurn(this.client, statements)).map((result) => result.rows);
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  /** The connection, for {@link entityManagerOf} only. */
  get client(): pg.PoolClient {
    if (!this.#client) throw new Error('This transaction has ended: its handle was kept too long.');
    return this.#client;
  }

  end(): void {
    this.#client = null;
  }
}

/** A transaction of one tenant. */
export class TenantTransaction extends OpenTransaction implements Transaction {
  constructor(
    client: pg.PoolClient,
    readonly tenantId: string,
  ) {
    super(client);
  }
}
