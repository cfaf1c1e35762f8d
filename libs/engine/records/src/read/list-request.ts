import type { RecordAction } from '@ruyi/contract/access';
import type { FilterNode, SortKey } from '@ruyi/contract/metadata';

/** Which records: the parts that list, count, aggregate, export and bulk commands share. */
export interface RowsRequest {
  /** Key of a view of the module. */
  readonly view?: string;
  readonly filter?: FilterNode;
  /** Any part of a name, pinyin, initials, mobile. */
  readonly search?: string;
  /** A pool's id, or `any`: records in pools, as their members see them. */
  readonly pool?: string;
  /** Only records to which the caller may do this as well as read them: `export`, `send`. */
  readonly action?: RecordAction;
  /** For a view that asks for one. */
  readonly subordinate?: string;
}

/** A page of records, as the API takes it. */
export interface ListRequest extends RowsRequest {
  readonly sort?: readonly SortKey[];
  /** Keys and paths; absent: every field that the caller may read. */
  readonly fields?: readonly string[];
  readonly limit?: number;
  readonly after?: string;
  readonly page?: number;
  readonly last?: boolean;
  readonly total?: 'capped' | 'exact';
}
