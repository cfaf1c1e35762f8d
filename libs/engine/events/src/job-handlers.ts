import type { Told } from '@ruyi/contract/errors';
import type { Context, Transaction } from '@ruyi/engine/context';

/** One run of a job, as its handler sees it. */
export interface JobExecution {
  /** The outbox row, and the job run where there is one. */
  readonly id: string;
  /** True when a failure of this run is final. */
  readonly lastAttempt: boolean;
  /** Takes the job off the outbox inside the handler's own transaction. Throws {@link JobGone} when another run was faster. */
  finish(tx: Transaction): Promise<void>;
  /** Ends this run; the job runs again at `runAt`, under its id. */
  postpone(tx: Transaction, runAt: Date): Promise<void>;
}

/** Does what a job asks for. Must be idempotent: after a crash it runs again with the same id. */
export type JobHandler = (ctx: Context, payload: Record<string, unknown>, job: JobExecution) => Promise<void>;

/** Another run has finished the job; the transaction that finds out must not commit. */
export class JobGone extends Error {
  constructor(readonly id: string) {
    super(`job ${id} is done`);
    this.name = 'JobGone';
  }
}

/** A job that is not tried again, and why. */
export interface JobFailure {
  readonly id: string;
  readonly error: Told;
}

/** Tells of a failure, in the transaction that ends the job. */
export type JobFailed = (ctx: Context, tx: Transaction, failure: JobFailure) => Promise<void>;

/** What is to be known of a job before it runs. */
export interface JobTraits {
  /**
   * Goes over many rows: works in a lane of its own, so that a mail never waits for an import, and few of one tenant at a
   * time, so that the lane goes round the tenants.
   */
  readonly heavy?: boolean;
  /** Of a job whose user is to hear of it otherwise than by looking. */
  readonly failed?: JobFailed;
}

/** Which handler does which job, by the job's name. */
export class JobHandlers {
  readonly #handlers = new Map<string, JobHandler>();
  readonly #heavy = new Set<string>();
  readonly #failed = new Map<string, JobFailed>();

  register(name: string, handler: JobHandler, traits: JobTraits = {}): void {
    if (this.#handlers.has(name)) throw new Error(`two handlers for the job ${name}`);
    this.#handlers.set(name, handler);
    if (traits.heavy) this.#heavy.add(name);
    if (traits.failed) this.#failed.set(name, traits.failed);
  }

  /** The names of jobs that go over many rows. */
  heavy(): ReadonlySet<string> {
    return this.#heavy;
  }

  /** Who tells of the job's failure, if anybody. */
  failedOf(name: string): JobFailed | undefined {
    return this.#failed.get(name);
  }

  getOrThrow(name: string): JobHandler {
    const handler = this.#handlers.get(name);
    if (!handler) throw new Error(`no handler for the job ${name}`);
    return handler;
  }
}
