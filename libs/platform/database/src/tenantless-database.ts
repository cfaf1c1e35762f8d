import type { Row, Statement } from '@ruyi/engine/context';

/** A transaction that sees the few tables without a tenant; row-level security hides every other row from it. */
export interface TenantlessTransaction {
  query<R extends object = Row>(statement: Statement): Promise<R[]>;
  pipeline(statements: Iterable<Statement>): Promise<Row[][]>;
}

/** The door to the tables without a tenant: account, tenant, account_tenant, throttle, outbox_wakeup. */
export interface TenantlessDatabase {
  transaction<T>(work: (tx: TenantlessTransaction) => Promise<T>): Promise<T>;
}
