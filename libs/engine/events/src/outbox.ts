import type { Context, Transaction } from '@ruyi/engine/context';

/** A job as it is handed to the outbox: a name, a payload of ids, and who it acts for. */
export interface OutboxJob<P extends object = object> {
  /** Names queue and handler: `records.bulk`, `messages.send`. */
  readonly name: string;
  readonly payload: P;
  /** Not before this instant. */
  readonly runAt?: Date;
}

/**
 * Writes what must happen after the commit into the transaction itself, so that it is neither lost nor done for a
 * transaction that failed. Returns the outbox row's id, which is also the job's id.
 */
export interface Outbox {
  add(ctx: Context, tx: Transaction, job: OutboxJob): Promise<string>;
}
