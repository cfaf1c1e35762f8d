/** A parameterised SQL statement. A `name` makes it a prepared statement; equal names must have equal texts. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string;
}

export type Row = Record<string, unknown>;

/** One transaction of one tenant: row-level security lets it see and write nothing else. */
export interface Transaction {
  readonly tenantId: string;
  query<R extends object = Row>(statement: Statement): Promise<R[]>;
  /** Sends all statements at once; the answers come in the same order. One failing fails the transaction. */
  pipeline(statements: readonly Statement[]): Promise<Row[][]>;
}

/** The door to PostgreSQL. There is none without a tenant. */
export interface Database {
  /** Runs `work` in one transaction, rolled back when it throws, retried whole on a deadlock or serialisation failure. */
  transaction<T>(tenantId: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** `BEGIN`, the tenant's setting, the statements and `COMMIT` in one trip; read-only. */
  read(tenantId: string, statements: readonly Statement[]): Promise<Row[][]>;
}

/** Tagged template for short fixed statements: sql`select 1 where id = ${id}`. */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Statement {
  return { text: strings.reduce((text, part, index) => (index === 0 ? part : `${text}$${index}${part}`), ''), values };
}
