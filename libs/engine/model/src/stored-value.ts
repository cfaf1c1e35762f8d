import { AppError } from '@ruyi/contract/errors';
import { fieldType, nameSort, type SqlValue, type ValueScope } from '@ruyi/engine/field-types';
import type { FieldModel } from './tenant-model.js';

/** What writing one field's value changes in the record's row and beside it. */
export interface StoredValue {
  /** Column name → parameter: typed columns, or the index slot. */
  readonly columns: Readonly<Record<string, SqlValue>>;
  /** Set `custom[key]`; a value of undefined takes the key out. */
  readonly custom?: { readonly key: string; readonly value: unknown };
  /** The rows of `value_index` for this record and field; absent where it has none by kind. */
  readonly indexValues?: readonly string[];
}

/** Turns a valid value into what is stored. Null empties the field. */
export function encodeField(field: FieldModel, value: unknown, scope: ValueScope): StoredValue {
  const type = fieldType(field.type);
  const { storage } = field;
  if (storage.at === 'columns') {
    const parts = type.encode(value, scope);
    const columns: Record<string, SqlValue> = {};
    for (const [part, column] of Object.entries(storage.columns))
      columns[column] = part === 'sort' ? nameSort(value) : (parts[part] ?? null);
    return { columns };
  }
  if (storage.at !== 'custom') throw new Error(`Field ${field.key} is not stored`);
  const custom = { key: field.key, value: type.toDocument(value, scope) };
  if (storage.valueIndex) return { columns: {}, custom, indexValues: type.indexValues(value) };
  if (!storage.fillSlot) return { columns: {}, custom };
  return { columns: { [storage.fillSlot]: slotValue(field, value, scope) }, custom };
}

/** The copy of a custom field's value in its slot. */
export function slotValue(field: FieldModel, value: unknown, scope: ValueScope): string | number | null {
  const copy = fieldType(field.type).slotValue(value, scope);
  // A slot is a float8: whole numbers beyond 2^53 would sort and compare wrongly.
  if (typeof copy === 'number' && Number.isInteger(copy) && !Number.isSafeInteger(copy) && field.type !== 'number') {
    throw AppError.invalid([{ path: field.key, code: 'outOfRange', key: 'outOfRange.exactness' }]);
  }
  return copy;
}

/** Reads a field's value from a row that holds the module table's columns by name. */
export function decodeField(field: FieldModel, row: Readonly<Record<string, unknown>>): unknown {
  const type = fieldType(field.type);
  const { storage } = field;
  if (storage.at === 'columns') {
    const parts: Record<string, unknown> = {};
    for (const [part, column] of Object.entries(storage.columns)) parts[part] = row[column];
    return type.decode(parts);
  }
  if (storage.at !== 'custom') return null;
  const document = row['custom'] as Readonly<Record<string, unknown>> | null | undefined;
  const stored = document?.[field.key];
  return stored === undefined || stored === null ? null : type.fromDocument(stored);
}
