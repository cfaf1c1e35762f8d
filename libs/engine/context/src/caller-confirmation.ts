import type { Context } from './context.js';
import type { Database, Row, Statement, Transaction } from './database.js';

/**
 * A caller who is taken from memory as an earlier request found them: the statement that finds them rides along with
 * the first read, and what was read counts only if it finds the same. Saves a trip; nothing is ever answered unconfirmed.
 */
export interface CallerConfirmation {
  readonly statement: Statement;
  readonly confirmed: boolean;
  /** Throws {@link CallerChanged} unless the statement's rows are what they were. */
  check(rows: readonly Row[]): void;
}

/** What was taken from memory holds no longer: the request has to begin again. Never leaves the transport. */
export class CallerChanged extends Error {
  override readonly name = 'CallerChanged';
}

// Beside the context and not in it: a context is serialised into jobs and copied for others, who are never unconfirmed.
const confirmations = new WeakMap<Context, CallerConfirmation>();

/** Marks the context as one whose caller is yet to be confirmed. */
export function withConfirmation(ctx: Context, confirmation: CallerConfirmation): Context {
  confirmations.set(ctx, confirmation);
  return ctx;
}

/** Undefined where the caller is certain. */
export function confirmationOf(ctx: Context): CallerConfirmation | undefined {
  return confirmations.get(ctx);
}

/** One trip, which also confirms the caller where that is outstanding. */
export async function readConfirmed(
  database: Database,
  ctx: Context,
  statements: readonly Statement[],
): Promise<Row[][]> {
  const confirmation = confirmations.get(ctx);
  if (!confirmation || confirmation.confirmed) return database.read(ctx.tenantId, statements);
  const [found = [], ...answers] = await database.read(ctx.tenantId, [confirmation.statement, ...statements]);
  confirmation.check(found);
  return answers;
}

/** The same for a transaction: the statement leaves with its first one, and nothing is committed unless it finds the same. */
export async function workConfirmed<T>(ctx: Context, tx: Transaction, work: () => Promise<T>): Promise<T> {
  const confirmation = confirmations.get(ctx);
  if (!confirmation || confirmation.confirmed) return work();
  const finding = tx.query(confirmation.statement);
  // Awaited below, unless the work fails first: then all of it begins again.
  finding.catch(() => undefined);
  const result = await work();
  confirmation.check(await finding);
  return result;
}
