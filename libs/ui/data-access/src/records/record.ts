import type { Label } from '@ruyi/contract/metadata';

/** Why the reader sees a record. */
export type WhySeen = 'owner' | 'creator' | 'team' | 'subordinate' | 'department' | 'role' | 'pool' | 'parent';

/** A record as the API sends it: system keys, the module's fields flat by key, and texts for what is an id. */
export interface ApiRecord {
  readonly id: string;
  readonly version: number;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly createdBy?: string | null;
  readonly updatedBy?: string | null;
  readonly ownerId?: string | null;
  readonly deletedAt?: string | null;
  readonly _why?: WhySeen;
  readonly _display: Readonly<Record<string, string | readonly string[] | null>>;
  /** Only on a single read: what the reader may do with it. */
  readonly _can?: readonly string[];
  readonly _watched?: boolean;
  /** After a claim, allocation or transfer: what colleagues have that is like it. */
  readonly _duplicates?: readonly DuplicateMatch[];
  readonly [field: string]: unknown;
}

export type RecordValues = Readonly<Record<string, unknown>>;

export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface FieldChange {
  readonly field: string;
  readonly label: Label | string;
  readonly before: unknown;
  readonly after: unknown;
  readonly beforeText: string | null;
  readonly afterText: string | null;
}

export interface HistoryEntry {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly by: Person | null;
  readonly changeSet: string | null;
  readonly changes: readonly FieldChange[];
  readonly note?: Readonly<Record<string, unknown>>;
}

export interface FileInfo {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

export interface TimelineEntry {
  readonly id: string;
  readonly kind: 'followUp' | 'change' | 'mail' | 'sms' | 'pool';
  readonly at: string;
  readonly by: Person | null;
  readonly title: string;
  readonly text?: string | null;
  /** The text says what the reader may not see. */
  readonly withheld?: true;
  readonly record?: { readonly module: string; readonly id: string };
  readonly changes?: readonly FieldChange[];
  readonly files?: readonly FileInfo[];
  readonly nextContactAt?: string | null;
  readonly means?: string | null;
  readonly state?: string | null;
}

export interface RelatedCount {
  readonly module: string;
  readonly field: string;
  readonly label: Label | string;
  readonly count: number;
}

export interface TeamMember {
  readonly userId: string;
  readonly name: string;
  readonly access: 'read' | 'write';
  readonly expiresAt: string | null;
}

export interface DuplicateMatch {
  /** Null where it is a field that the caller may not see. */
  readonly field: string | null;
  /** Null where the caller may not see the record; then name and owner are masked. */
  readonly id: string | null;
  readonly name: string;
  readonly ownerName: string | null;
  readonly pooled: boolean;
  readonly deleted: boolean;
}

export interface MergeRequest {
  /** The record that stays. */
  readonly into: string;
  readonly from: readonly string[];
  readonly versions: Readonly<Record<string, number>>;
  /** By field whose value stays; of a list also `all`. */
  readonly values: Readonly<Record<string, string>>;
  readonly keepAsTeamMember: boolean;
}

/** What a merge would keep and move, as far as the reader may know. */
export interface MergePreview {
  /** Fields in which the records differ and whose value would stay. */
  readonly values: Readonly<Record<string, string>>;
  readonly moves: readonly {
    readonly module: string;
    readonly field: string;
    readonly label: string;
    readonly count: number;
  }[];
  readonly team: number;
}

/** What a bulk action says per record. */
export interface BulkResult {
  /** Of an import that failed there is none yet. */
  readonly id?: string;
  /** Of an import: the row of the file. */
  readonly row?: number;
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly message?: string; readonly detail?: string };
}

/** Up to 100 ids: results; more: a job. */
export type BulkAnswer =
  | { readonly results: readonly BulkResult[]; readonly changeSet?: string | null; readonly jobId?: undefined }
  | { readonly jobId: string; readonly results?: undefined };

/** Why and when a record will be reclaimed, or why not. */
export interface ReclaimForecast {
  readonly reclaimAt: string | null;
  readonly rule: { readonly kind: string; readonly days: number; readonly poolId?: string } | null;
  /** What the rule counts from. */
  readonly since: string | null;
  readonly spared: 'inPool' | 'locked' | 'deal' | 'noRule' | null;
}
