import { canEditField, canReadField, fieldRights, type Actor } from '@ruyi/engine/access';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { isWritable } from '@ruyi/engine/records';
import { isImportableKind } from './read-cell.js';

/** Values of the past that a list from elsewhere may bring along; a new record alone takes them. */
export const ORIGINS = ['ownerId', 'createdAt', 'createdBy', 'lastFollowUpAt'];

/** Kinds by which a record can be told: one value, written the same way each time. */
const MATCHABLE = new Set(['text', 'mobile', 'telephone', 'email', 'url', 'serial', 'integer', 'date']);

/** Whether records can be told by the field. */
export function isMatchable(field: FieldModel): boolean {
  return field.key === 'id' || MATCHABLE.has(field.type);
}

/** Whether a column may hold values of the field; the caller's right to write it comes on top. */
export function isImportable(field: FieldModel, mode: 'create' | 'update' | 'both'): boolean {
  const isTaken = isWritable(field) || (mode !== 'update' && ORIGINS.includes(field.key));
  return isTaken && isImportableKind(field) && !field.retired;
}

/** The fields that the caller may import, in their order. */
export function importableFields(module: ModuleModel, actor: Actor): FieldModel[] {
  const rights = fieldRights(module, actor, 'create');
  return [...module.fields.values()].filter(
    (field) => isImportable(field, 'create') && canReadField(rights, field.key) && canEditField(rights, field.key),
  );
}

/** Headings that are the name of a field, in either language, or its key; each field once. */
export function suggestedMapping(headings: readonly string[], fields: readonly FieldModel[]): Record<string, string> {
  const byName = new Map<string, string>();
  for (const { key, label } of fields) {
    for (const name of [label.zh, label.en, key]) {
      if (name && !byName.has(folded(name))) byName.set(folded(name), key);
    }
  }
  const mapping: Record<string, string> = {};
  const taken = new Set<string>();
  for (const heading of headings) {
    const key = byName.get(folded(heading));
    if (heading === '' || key === undefined || taken.has(key)) continue;
    mapping[heading] = key;
    taken.add(key);
  }
  return mapping;
}

/** `客户名称 *` and `客户名称（必填）` are 客户名称. */
function folded(name: string): string {
  return (
    name
      .normalize('NFKC')
      .trim()
      // Not within a run of stars: the time is linear in the heading.
      .replace(/(?:(?<!\*)\*+|\(必填\)|\(required\))$/i, '')
      .trim()
      .toLowerCase()
  );
}
