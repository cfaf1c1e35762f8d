import type { Label } from '@ruyi/contract/metadata';
import type { MatchedText } from './matched-text.js';

/** The field by which a record was found, as the caller may see it. */
export interface MatchedField extends Pick<MatchedText, 'as' | 'marks'> {
  readonly field: string;
  readonly label: Label;
  /** Whether it is the field that names the record. */
  readonly naming: boolean;
  /** The text that matched; of a long one, what stands around it. A masked field shows what any answer shows of it. */
  readonly value: string;
}

/** One record that a search over modules has found. */
export interface RankedHit {
  readonly module: string;
  readonly id: string;
  /** Cut short where what names a record is a long text. */
  readonly name: string;
  readonly owner: { readonly id: string; readonly name: string | null } | null;
  /** Null: by nothing that can be shown. */
  readonly matched: MatchedField | null;
}

/** How many; not exact where the search did not look at all. */
export interface FoundCount {
  readonly value: number;
  readonly exact: boolean;
}

/** The best of all modules, and how many each of them has. */
export interface RankedHits {
  readonly items: readonly RankedHit[];
  /** By module: records of its list, and apart from these such as the caller sees through pools alone. */
  readonly counts: Readonly<Record<string, FoundCount & { readonly pooled?: FoundCount }>>;
}
