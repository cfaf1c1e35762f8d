import type { AccessWhere } from '@ruyi/engine/access';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';

/** One end of a range; values in the form of the API. */
export interface Bound {
  readonly value: unknown;
  readonly inclusive: boolean;
}

/** What is asked of one field. The negative ones are true of an empty field as well. */
export type FieldTest =
  | { readonly is: 'empty' | 'notEmpty' }
  | { readonly is: 'oneOf' | 'noneOf'; readonly values: readonly unknown[] }
  | { readonly is: 'containing' | 'notContaining' | 'startingWith'; readonly text: string }
  | { readonly is: 'within' | 'outside'; readonly from?: Bound; readonly to?: Bound }
  | { readonly is: 'hasAny' | 'hasAll' | 'hasNone'; readonly values: readonly unknown[] };

/** A condition on records of one module, checked and with every right applied: what is left is to write it as SQL. */
export type Condition =
  | { readonly type: 'always' | 'never' }
  | { readonly type: 'and' | 'or'; readonly nodes: readonly Condition[] }
  | { readonly type: 'not'; readonly node: Condition }
  | { readonly type: 'test'; readonly field: FieldModel; readonly test: FieldTest }
  /** There is a record behind the reference that the actor may see and that fulfils the condition. */
  | {
      readonly type: 'through';
      readonly reference: FieldModel;
      readonly target: ModuleModel;
      readonly where: AccessWhere;
      readonly node: Condition;
    }
  | { readonly type: 'team'; readonly userId: string; readonly access: 'read' | 'write' }
  | { readonly type: 'watched'; readonly userId: string }
  /** Found by quick search. */
  | { readonly type: 'found'; readonly search: SearchTerms }
  | { readonly type: 'access'; readonly where: AccessWhere };

/** What the search function looks for, and where: `sought` of migrations/0054_ranked_search.sql. */
export interface SoughtText {
  /** Sets of tokens: a record has all of one. */
  readonly any: readonly (readonly string[])[];
  /** Each has to stand in a field that is open. */
  readonly words: readonly string[];
  /** Spellings of the whole query, for fields that are masked. */
  readonly whole: readonly string[];
  /** Keys of the searched fields that the caller may read, and read masked. */
  readonly open: readonly string[];
  readonly masked: readonly string[];
  /** Whether all searched fields are open. */
  readonly complete: boolean;
  /** Tokens of values that are equal to the query. */
  readonly exact: readonly string[];
  /** The whole query as a text is kept. */
  readonly folded: string;
  /** The whole query as one number, if it is one and is not written as one. */
  readonly number: string | null;
  /** The open field that names a record; null: none that a rank may go by. */
  readonly name: string | null;
}

/** A quick search within a module. */
export interface SearchTerms {
  readonly sought: SoughtText;
  readonly module: string;
  /** Owners that the caller's scope reaches; null: all, or not to be told by owner. */
  readonly owners: readonly string[] | null;
  /** Only records that have no owner: those in pools. */
  readonly pooled?: boolean;
}

export const ALWAYS: Condition = { type: 'always' };

export function both(...nodes: readonly Condition[]): Condition {
  const left = nodes.filter((node) => node.type !== 'always');
  return left.length === 0 ? ALWAYS : left.length === 1 && left[0] ? left[0] : { type: 'and', nodes: left };
}
