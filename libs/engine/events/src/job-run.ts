import type { ErrorCode } from '@ruyi/contract/errors';
import type { Label } from '@ruyi/contract/metadata';

export type JobState = 'waiting' | 'active' | 'completed' | 'failed' | 'cancelled';

/** A job that somebody watches, as the API shows it. */
export interface JobRun {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly module: string | null;
  readonly userId: string | null;
  readonly state: JobState;
  /** How many are dealt with, those that failed among them. */
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly result: Record<string, unknown> | null;
  readonly undoable: boolean;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** What starts a run. */
export interface NewJobRun {
  /** The handler's name: `records.bulk`. */
  readonly name: string;
  /** What the user reads: 批量转移客户. */
  readonly label: Label;
  readonly module?: string;
  readonly payload: object;
  readonly total?: number;
  /** Can be taken back as a change set of the run's id. */
  readonly undoable?: boolean;
  readonly runAt?: Date;
  readonly id?: string;
}

/** One row of a file that a job did, and of which it has something to tell. */
export interface WarnedRow {
  readonly id: string;
  readonly row: number;
  readonly warning: object;
}

/** One row that a job could not do. */
export interface FailedRow {
  readonly id: string;
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly path?: string;
    /** Of a file, where its rows are no records yet. */
    readonly row?: number;
  };
}
