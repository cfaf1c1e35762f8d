/** Names every list of a field at once: tags, files and people are put together. */
export const ALL_OF_THEM = 'all';

/** Records of one module that are the same, and what to keep of them. */
export interface MergeRequest {
  /** The record that stays. */
  readonly into: string;
  /** Those that go to the recycle bin. */
  readonly from: readonly string[];
  /** The version of each as the caller saw it. */
  readonly versions: Readonly<Record<string, number>>;
  /** By field the record whose value is kept, or, of a list, {@link ALL_OF_THEM}. */
  readonly values: Readonly<Record<string, string>>;
  /** What the owners of the records that go may still do with the one that stays. */
  readonly keepOwners: 'read' | 'write' | null;
}

/** What a merge would do, as far as the caller may know. */
export interface MergePreview {
  /** By field that the caller may choose and in which the records differ: whose value would be kept. */
  readonly values: Readonly<Record<string, string>>;
  /** Live records that would refer to the one that stays. */
  readonly moves: readonly {
    readonly module: string;
    readonly field: string;
    readonly label: string;
    readonly count: number;
  }[];
  /** People who would come to the team. */
  readonly team: number;
}
