export type JobState = 'waiting' | 'active' | 'completed' | 'failed' | 'cancelled';

/** Long work on the server. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly state: JobState;
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly result?: JobResult | null;
  readonly module?: string | null;
  readonly undoable?: boolean;
  readonly createdAt: string;
  readonly finishedAt?: string | null;
}

export interface JobResult {
  /** Of an export: the file to fetch. */
  readonly fileId?: string;
  readonly changeSet?: string;
  readonly errors?: readonly {
    readonly id?: string;
    readonly code?: string;
    readonly message?: string;
    readonly name?: string;
  }[];
  readonly [detail: string]: unknown;
}

export function isFinished(job: Pick<Job, 'state'>): boolean {
  return job.state === 'completed' || job.state === 'failed' || job.state === 'cancelled';
}
