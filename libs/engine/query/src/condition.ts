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

/** Any one of the alternatives' token sets, all of its tokens. */
export interface SearchTerms {
  readonly alternatives: readonly (readonly string[])[];
  readonly module: string;
  /** Owners that the caller's scope reaches; null: all, or not to be told by owner. */
  readonly owners: readonly string[] | null;
}

export const ALWAYS: Condition = { type: 'always' };

export function both(...nodes: readonly Condition[]): Condition {
  const left = nodes.filter((node) => node.type !== 'always');
  return left.length === 0 ? ALWAYS : left.length === 1 && left[0] ? left[0] : { type: 'and', nodes: left };
}
