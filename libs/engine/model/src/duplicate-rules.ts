import type { DuplicateRule, FieldKind } from '@ruyi/contract/metadata';
import type { FieldModel } from './tenant-model.js';

/** Kinds whose values tell records apart, and that the quick search finds. */
const TELLING: ReadonlySet<FieldKind> = new Set(['text', 'mobile', 'telephone', 'email']);

/** Whether records can be looked up by what is like the field's value. */
export function isComparable(field: FieldModel): boolean {
  return TELLING.has(field.type) && field.search === true && !field.retired && !field.hidden;
}

/** The tenant's choice, as far as its fields are still there; without one, a warning about what tells records apart. */
export function duplicateRules(
  module: { readonly nameField: string; readonly fields: readonly FieldModel[] },
  chosen?: readonly DuplicateRule[],
): readonly DuplicateRule[] {
  const comparable = module.fields.filter(isComparable);
  if (chosen) return chosen.filter(({ field }) => comparable.some(({ key }) => key === field));
  return comparable
    .filter(({ key, unique, type }) => key === module.nameField || unique === true || type === 'mobile')
    .map(({ key }) => ({ field: key, mode: 'warn' }));
}
