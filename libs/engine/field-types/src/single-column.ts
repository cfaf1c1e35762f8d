import type { FieldKind } from '@ruyi/contract/metadata';
import { fieldSql } from './field-sql.js';
import type { FieldSql, FieldType, IndexClass, SlotClass, SqlType, SqlValue } from './field-type.js';
import { SLOT_SQL_TYPE } from './field-type.js';

interface SingleColumnOptions {
  readonly sqlType: SqlType;
  readonly index: IndexClass;
  /** Value → column parameter; the value itself unless given. */
  readonly toColumn?: (value: unknown) => SqlValue;
  readonly fromColumn?: (stored: unknown) => unknown;
  /** Value → slot and its parameter; as the column unless given. */
  readonly toSlot?: (value: unknown) => string | number;
  readonly searchText?: FieldType['searchText'];
  /** Null: neither filtered nor sorted; absent: compared by the column. */
  readonly sql?: FieldSql | null;
}

const isSlotClass = (index: IndexClass): index is SlotClass => index !== 'values' && index !== 'none';

/** An empty list or text is stored as null, so that "is empty" is one test. */
export const isEmptyValue = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** A field type whose value lies in one column, and in the document as it is. */
export function singleColumn(kind: FieldKind, options: SingleColumnOptions): FieldType {
  const toColumn = options.toColumn ?? ((value: unknown) => value as SqlValue);
  const fromColumn = options.fromColumn ?? ((stored: unknown) => stored);
  const toSlot = options.toSlot ?? ((value: unknown) => toColumn(value) as string | number);
  const columns = [{ part: 'value', suffix: '', sqlType: options.sqlType }];
  const { index } = options;
  return {
    kind,
    columns: () => columns,
    index,
    encode: (value) => ({ value: isEmptyValue(value) ? null : toColumn(value) }),
    decode: (parts) => (parts['value'] === null || parts['value'] === undefined ? null : fromColumn(parts['value'])),
    toDocument: (value) => (isEmptyValue(value) ? undefined : value),
    fromDocument: (stored) => stored ?? null,
    slotValue: (value) => (isEmptyValue(value) || !isSlotClass(index) ? null : toSlot(value)),
    indexValues: (value) => (index === 'values' && Array.isArray(value) ? value.map(String) : []),
    searchText: options.searchText ?? (() => []),
    sql:
      options.sql === undefined
        ? fieldSql({
            sqlType: options.sqlType,
            slotType: isSlotClass(index) ? SLOT_SQL_TYPE[index] : options.sqlType,
            parameter: toColumn,
            slotParameter: toSlot,
          })
        : options.sql,
  };
}
