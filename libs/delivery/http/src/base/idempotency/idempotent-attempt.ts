import { AsyncLocalStorage } from 'node:async_hooks';

/** One run of a request that may be repeated, for as long as it runs. */
export interface IdempotentAttempt {
  readonly tenantId: string;
  readonly userId: string;
  /** Method and path. */
  readonly route: string;
  readonly key: string;
  /** Tells this run from an earlier or later one under the same key. */
  readonly attempt: string;
}

/** The run that the code at hand is part of; undefined outside of requests with a key. */
export const runningAttempt = new AsyncLocalStorage<IdempotentAttempt>();
