import type { Context, Statement, Transaction } from '@ruyi/engine/context';

/** A job as it is handed to the outbox: a name, a payload of ids, and who it acts for. */
export interface OutboxJob<P extends object = object> {
  /** Names the handler: `records.bulk`, `messages.send`. */
  readonly name: string;
  readonly payload: P;
  /** Not before this instant. */
  readonly runAt?: Date;
  /** The id to use; a fresh one when absent. */
  readonly id?: string;
}

/**
 * Writes what must happen after the commit into the transaction itself, so that it is neither lost nor done for a
 * transaction that failed. Returns the outbox row's id, which is also the job's id.
 */
export interface Outbox {
  add(ctx: Context, tx: Transaction, job: OutboxJob): Promise<string>;
  /** The same as statements, for a writer that sends its whole transaction at once. */
  statements(ctx: Context, job: OutboxJob): { readonly id: string; readonly statements: readonly Statement[] };
}
