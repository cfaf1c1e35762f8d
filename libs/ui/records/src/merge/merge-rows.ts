import { isEmptyValue } from '@ruyi/contract/field-values';
import type { Field, FieldKind, ModuleDescription } from '@ruyi/contract/metadata';
import type { ApiRecord, MergePreview } from '@ruyi/ui/data-access';
import { isListable } from '../list/list-columns.js';

const LISTS: readonly FieldKind[] = ['multiSelect', 'tags', 'users', 'references', 'files', 'images'];

/** One field of the records side by side. */
export interface MergeRow {
  readonly field: Field;
  /** The reader may say whose value stays; otherwise the record that stays keeps its own. */
  readonly choosable: boolean;
  /** The values may be put together. */
  readonly isList: boolean;
}

/** The fields in which one of the records has something, those that ask for a choice first. */
export function mergeRows(
  module: ModuleDescription,
  records: readonly ApiRecord[],
  preview: MergePreview,
): readonly MergeRow[] {
  const rows = module.fields
    .filter((field) => isListable(field) && field.origin !== 'system')
    .filter(({ key }) => records.some((record) => !isEmptyValue(record[key])))
    .map((field) => ({ field, choosable: field.key in preview.values, isList: LISTS.includes(field.type) }));
  return [...rows.filter(({ choosable }) => choosable), ...rows.filter(({ choosable }) => !choosable)];
}

/** Whom to keep at first: one that somebody looks after rather than one in the pool, then the oldest. */
export function firstToKeep(records: readonly ApiRecord[]): ApiRecord | undefined {
  const rank = (record: ApiRecord): string => `${record.ownerId ? 0 : 1} ${record.createdAt ?? ''}`;
  return [...records].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
}
