import type { ErrorCode } from '@ruyi/contract/errors';
import type { FilterNode } from '@ruyi/contract/metadata';
import type { Context } from '@ruyi/engine/context';

/** An action on many records: named one by one, or all that match. */
export interface BulkRequest {
  readonly module: string;
  readonly action: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly select: BulkSelection;
  /** Says what would happen and changes nothing. */
  readonly dryRun?: boolean;
}

export type BulkSelection =
  | { readonly ids: readonly string[] }
  | { readonly filter: FilterNode | null; readonly view?: string; readonly search?: string; readonly subordinate?: string; readonly pool?: string };

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
  | { readonly results: readonly RowResult[]; readonly changeSet: string | null }
  | { readonly jobId: string };

/** Port: finds the records that a selection means, as the caller may see them, in the order of their ids. */
export interface RecordFinder {
  /** Ids above `after` and not above `until`; at most `limit`. */
  find(
    ctx: Context,
    module: string,
    selection: Exclude<BulkSelection, { ids: readonly string[] }>,
    page: { readonly after: string | null; readonly until: string; readonly limit: number },
  ): Promise<readonly string[]>;
  count(ctx: Context, module: string, selection: Exclude<BulkSelection, { ids: readonly string[] }>): Promise<number>;
}

/** Port: an error's sentence in the caller's language. */
export type Wording = (ctx: Context, error: unknown) => RowError;
