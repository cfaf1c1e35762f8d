import type { FieldKind } from '@ruyi/contract/metadata';
import type { FieldType, SqlType } from '../field-type.js';
import { singleColumn } from '../single-column.js';

const numberKind = (kind: FieldKind, sqlType: Extract<SqlType, 'float8' | 'int8' | 'int2'>): FieldType =>
  singleColumn(kind, { sqlType, index: 'number', fromColumn: Number, toSlot: Number });

export const number = numberKind('number', 'float8');
export const percent = numberKind('percent', 'float8');
export const integer = numberKind('integer', 'int8');
export const rating = numberKind('rating', 'int2');
