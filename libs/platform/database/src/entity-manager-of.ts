import type pg from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Transaction } from '@ruyi/engine/context';
import { OpenTransaction } from './open-transaction.js';
import type { TenantlessTransaction } from './tenantless-database.js';

/** The parts of TypeORM's PostgreSQL query runner that tie it to a connection that somebody else has opened. */
interface AdoptedRunner extends QueryRunner {
  databaseConnection: pg.PoolClient;
  isTransactionActive: boolean;
  transactionDepth: number;
}

/** Makes TypeORM's entity managers; kept by the connection, handed to identity. */
export class EntityManagers {
  readonly #dataSource: DataSource;
  readonly #made = new WeakMap<object, EntityManager>();

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /** Repositories that run inside the given transaction: the same connection, the same tenant, the same commit. */
  of(tx: Transaction | TenantlessTransaction): EntityManager {
    const known = this.#made.get(tx);
    if (known) return known;
    if (!(tx instanceof OpenTransaction)) throw new Error('Not a transaction of this database.');
    const runner = this.#dataSource.createQueryRunner() as AdoptedRunner;
    runner.databaseConnection = tx.client;
    runner.isTransactionActive = true;
    runner.transactionDepth = 1;
    runner.release = () => Promise.resolve();
    const manager = this.#dataSource.createEntityManager(runner);
    this.#made.set(tx, manager);
    return manager;
  }
}
