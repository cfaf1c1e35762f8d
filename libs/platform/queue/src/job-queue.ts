/** A job on its way to a worker. */
export interface QueuedJob {
  /** The queue takes an id only once for as long as it has it. */
  readonly id: string;
  readonly name: string;
  readonly data: object;
  /** Milliseconds from now. */
  readonly delay?: number;
}

/** What a worker is given. */
export interface WorkingJob {
  readonly id: string;
  readonly name: string;
  readonly data: Record<string, unknown>;
  /** 1 at the first run. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
}

/** How a queue is worked on. */
export interface WorkOptions {
  readonly concurrency?: number;
  onFailed?(job: WorkingJob, error: Error): void;
}

/** Stops taking jobs and waits for those that run. */
export type StopWorking = () => Promise<void>;

/** What a queue holds at a moment. */
export interface QueueLoad {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  /** Seconds that the oldest has waited, of the first five hundred; 0 when none waits. */
  readonly oldestSeconds: number;
}

/** Jobs between processes: the same over Redis and over PostgreSQL. */
export interface JobQueue {
  add(queue: string, jobs: readonly QueuedJob[]): Promise<void>;
  /** Takes a job that waits off the queue; false when it runs, is done or was never there. */
  remove(queue: string, id: string): Promise<boolean>;
  work(queue: string, handle: (job: WorkingJob) => Promise<void>, options?: WorkOptions): Promise<StopWorking>;
  load(queue: string): Promise<QueueLoad>;
  /** Throws when the queue's store does not answer. */
  ping(): Promise<void>;
  /** Lets running jobs end, then lets go. */
  close(): Promise<void>;
}
