import type { FieldKind } from '@ruyi/contract/metadata';
import type { RecordPointer } from '@ruyi/contract/field-values';
import type { FieldType } from '../field-type.js';
import { fieldSql } from '../field-sql.js';
import { listSql } from '../list-sql.js';
import { singleColumn } from '../single-column.js';

const idKind = (kind: FieldKind): FieldType => singleColumn(kind, { sqlType: 'uuid', index: 'uuid' });
const idListKind = (kind: FieldKind, index: 'values' | 'none'): FieldType =>
  singleColumn(kind, { sqlType: 'uuid[]', index, sql: listSql('uuid[]') });

export const user = idKind('user');
export const department = idKind('department');
export const users = idListKind('users', 'values');
export const references = idListKind('references', 'values');
export const files = idListKind('files', 'none');
export const images = idListKind('images', 'none');
export const signature = idKind('signature');

const isPointer = (value: unknown): value is RecordPointer =>
  typeof value === 'object' && value !== null && 'module' in value && 'id' in value;

const plainReference = idKind('reference');
const idOf = (value: unknown): string | null => {
  if (isPointer(value)) return value.id;
  return typeof value === 'string' && value !== '' ? value : null;
};

const anyReferenceColumns = [
  { part: 'value', suffix: '_id', sqlType: 'uuid' },
  { part: 'module', suffix: '_module', sqlType: 'text' },
] as const;

/** One that may point to several modules (`targets`) keeps the module beside the id; only shipped fields do. */
export const reference: FieldType = {
  ...plainReference,
  columns: (settings) => (settings.targets ? anyReferenceColumns : plainReference.columns(settings)),
  encode: (value) => ({ value: idOf(value), module: isPointer(value) ? value.module : null }),
  decode: ({ value, module }) => {
    if (value === null || value === undefined) return null;
    return module === null || module === undefined ? value : { module, id: value };
  },
  slotValue: idOf,
  sql: fieldSql({ sqlType: 'uuid', parameter: idOf }),
};
