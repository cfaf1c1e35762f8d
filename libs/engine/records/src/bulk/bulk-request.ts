import type { ErrorCode } from '@ruyi/contract/errors';
import type { RowsRequest } from '../read/list-request.js';
import type { RecordReader } from '../read/record-reader.js';

/** An action on many records: named one by one, or all that match. */
export interface BulkRequest {
  readonly module: string;
  readonly action: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly select: BulkSelection;
  /** Says what would happen and changes nothing. */
  readonly dryRun?: boolean;
}

export type BulkSelection = { readonly ids: readonly string[] } | RowsRequest;

export interface RowResult {
  readonly id: string;
  readonly ok: boolean;
  readonly error?: RowError;
}

export interface RowError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path?: string;
}

export type BulkAnswer =
  { readonly results: readonly RowResult[]; readonly changeSet: string | null } | { readonly jobId: string };

/** The part of the reader that bulk commands need: which records a request means, as the caller may see them. */
export type RecordFinder = Pick<RecordReader, 'list' | 'count'>;
