import type { RecordAction } from '@ruyi/contract/access';
import type { SeenAs } from '@ruyi/engine/access';

/** A record as the API gives it: fields flat by key, as far as the caller may read them. */
export interface RecordItem {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
  /** Names of what the fields refer to, as the caller may see them, else null. */
  readonly _display: Readonly<Record<string, string | null>>;
  readonly _why: SeenAs;
}

/** A record that was read by itself. */
export interface SingleRecord extends RecordItem {
  /** What the caller may do to it. */
  readonly _can: readonly RecordAction[];
  readonly _watched: boolean;
}

export interface RecordPage {
  readonly items: readonly RecordItem[];
  readonly nextCursor: string | null;
  readonly total?: { readonly value: number; readonly exact: boolean };
  /** Quick search looked at the newest records only: there may be more. */
  readonly truncated?: true;
}
