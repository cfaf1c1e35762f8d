import { createHash } from 'node:crypto';

/** A parameterised SQL statement. A `name` makes it a prepared statement; equal names must have equal texts. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string;
  /**
   * Looks up a handful of rows by whole keys: one plan is right for every tenant and every value, so it is made once a
   * connection. Planning is what such a statement costs most; others are planned anew each time. Needs a name.
   */
  readonly byKey?: boolean;
}

export type Row = Record<string, unknown>;

/** One transaction of one tenant: row-level security lets it see and write nothing else. */
export interface Transaction {
  readonly tenantId: string;
  query<R extends object = Row>(statement: Statement): Promise<R[]>;
  /**
   * Sends all statements without waiting for answers, which come in the same order. One failing fails the transaction. Those
   * of a generator are sent one by one as they are made: the database works at one while the next is put together.
   */
  pipeline(statements: Iterable<Statement>): Promise<Row[][]>;
}

/** The door to PostgreSQL. There is none without a tenant. */
export interface Database {
  /** Runs `work` in one transaction, rolled back when it throws, retried whole on a deadlock or serialisation failure. */
  transaction<T>(tenantId: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** `BEGIN`, the tenant's setting, the statements and `COMMIT` in one trip; read-only. */
  read(tenantId: string, statements: readonly Statement[]): Promise<Row[][]>;
}

/** Text and name by the place in the source where a template stands. */
const written = new WeakMap<TemplateStringsArray, { readonly text: string; readonly name: string }>();

/**
 * Tagged template for short fixed statements: sql`select 1 where id = ${id}`. Its text never changes, so it is named and
 * each connection parses it once.
 */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Statement {
  let known = written.get(strings);
  if (!known) {
    const text = strings.reduce((before, part, index) => (index === 0 ? part : `${before}$${index}${part}`), '');
    known = { text, name: `s_${createHash('sha256').update(text).digest('hex').slice(0, 24)}` };
    written.set(strings, known);
  }
  return { ...known, values };
}
