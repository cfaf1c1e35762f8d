import type { EntityManager } from 'typeorm';
import type { Database, Row, Statement, Transaction } from '@ruyi/engine/context';
import type { EntityManagers, TenantlessDatabase } from '@ruyi/platform/database';
import { translateIdentityError } from './translate-identity-error.js';
import { TenantUnit } from './tenant-unit.js';

/** Identity's door to PostgreSQL: a tenant's transaction with repositories, or the few tables without a tenant. */
export class IdentityDatabase {
  constructor(
    private readonly database: Database & { readonly tenantless: TenantlessDatabase },
    private readonly managers: EntityManagers,
  ) {}

  async transaction<T>(tenantId: string, work: (unit: TenantUnit) => Promise<T>): Promise<T> {
    try {
      return await this.database.transaction(tenantId, (tx) => work(this.unit(tx)));
    } catch (error) {
      throw translateIdentityError(error);
    }
  }

  /** Accounts, tenants and the throttle; no tenant's rows. */
  tenantless<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.tenantless.transaction((tx) => work(this.managers.of(tx)));
  }

  async tenantlessQuery<R extends object = Row>(statement: Statement): Promise<R[]> {
    return this.database.tenantless.transaction((tx) => tx.query<R>(statement));
  }

  read(tenantId: string, statements: readonly Statement[]): Promise<Row[][]> {
    return this.database.read(tenantId, statements);
  }

  /** Repositories for a transaction that somebody else has opened. */
  unit(tx: Transaction): TenantUnit {
    return new TenantUnit(tx, this.managers.of(tx));
  }
}
