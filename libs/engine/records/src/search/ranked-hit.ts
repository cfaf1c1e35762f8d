import type { Label } from '@ruyi/contract/metadata';
import type { MatchedText } from './matched-text.js';

/** The field by which a record was found, as the caller may see it. */
export interface MatchedField extends Pick<MatchedText, 'as' | 'marks'> {
  readonly field: string;
  readonly label: Label;
  /** The text that matched; of a long one, what stands around it. A masked field shows what any answer shows of it. */
  readonly value: string;
}

/** One record that a search over modules has found. */
export interface RankedHit {
  readonly module: string;
  readonly id: string;
  readonly name: string;
  readonly owner: { readonly id: string; readonly name: string | null } | null;
  /** Null: by nothing that can be shown. */
  readonly matched: MatchedField | null;
}

/** The best of all modules, and how many each of them has. */
export interface RankedHits {
  readonly items: readonly RankedHit[];
  readonly counts: Readonly<Record<string, { readonly value: number; readonly exact: boolean }>>;
}
