import type { BulkResult, DuplicateMatch } from '../records/record.js';

export type JobState = 'waiting' | 'active' | 'completed' | 'failed' | 'cancelled';

/** Long work on the server. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly module?: string | null;
  readonly state: JobState;
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly result?: JobResult | null;
  /** What it has done can be taken back, by another job. */
  readonly undoable?: boolean;
  readonly createdAt: string;
  readonly finishedAt?: string | null;
}

/** A row of an import that was taken and looks like other records. */
export interface AlikeRow {
  readonly row: number;
  readonly duplicates: readonly DuplicateMatch[];
}

export interface JobResult {
  /** Of a send to many: what became of its messages. */
  readonly sent?: number;
  readonly failed?: number;
  /** Of an export: the file to fetch. */
  readonly fileId?: string;
  readonly format?: string;
  /** Of an import: what became of its rows, and the file of those that were refused. */
  readonly created?: number;
  readonly updated?: number;
  readonly skipped?: number;
  readonly refused?: number;
  readonly errorFileId?: string | null;
  /** Of an import: how many of its rows look like what was there, the first of them, and the file of all. */
  readonly alike?: number;
  readonly warnings?: readonly AlikeRow[];
  readonly alikeFileId?: string | null;
  readonly dryRun?: boolean;
  /** Why the whole job failed. */
  readonly error?: { readonly code: string; readonly message: string };
  /** Of work on records: those that failed, as far as they are shown; of an export: how many were written. */
  readonly rows?: readonly BulkResult[] | number;
  readonly [detail: string]: unknown;
}

export function isFinished(job: Pick<Job, 'state'>): boolean {
  return job.state === 'completed' || job.state === 'failed' || job.state === 'cancelled';
}

export function failedRows(job: Pick<Job, 'result'>): readonly BulkResult[] {
  const rows = job.result?.rows;
  return typeof rows === 'object' ? rows.filter((row) => !row.ok) : [];
}
