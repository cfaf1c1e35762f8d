import type { FieldKind, FieldSettings } from '@ruyi/contract/metadata';

/** SQL types that a field's value may have. */
export type SqlType =
  | 'text'
  | 'char(3)'
  | 'float8'
  | 'int8'
  | 'int2'
  | 'boolean'
  | 'date'
  | 'timestamptz'
  | 'uuid'
  | 'text[]'
  | 'uuid[]'
  | 'jsonb';

/** What node-postgres is given for one parameter. */
export type SqlValue = string | number | boolean | null | readonly string[];

/** Typed index columns of a module table; a custom field that is indexed gets one of its class. */
export type SlotClass = 'text' | 'number' | 'time' | 'uuid';

/** How a custom field of a kind is indexed: by a slot, by rows of `value_index`, or not at all. */
export type IndexClass = SlotClass | 'values' | 'none';

/** Columns per slot class, in the order in which they are handed out. */
export const SLOTS: Readonly<Record<SlotClass, readonly string[]>> = {
  text: ['t1', 't2', 't3', 't4', 't5', 't6', 't7', 't8'],
  number: ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8'],
  time: ['d1', 'd2', 'd3', 'd4', 'd5', 'd6'],
  uuid: ['u1', 'u2', 'u3', 'u4'],
};

export const SLOT_SQL_TYPE: Readonly<Record<SlotClass, SqlType>> = {
  text: 'text',
  number: 'float8',
  time: 'timestamptz',
  uuid: 'uuid',
};

/** One typed column of a shipped field; its name is the field's key in snake case plus the suffix. */
export interface ColumnSpec {
  /** Names the column in a field's storage: `value` unless the kind has several. */
  readonly part: string;
  readonly suffix: string;
  readonly sqlType: SqlType;
}

/** What encoding needs to know of the tenant. */
export interface ValueScope {
  /** ISO 4217. */
  readonly baseCurrency: string;
}

export type Parts<V> = Readonly<Record<string, V>>;

/**
 * How the query compiler reads and compares a kind's value. All expressions of text have `collate "C"` order (slots and
 * shipped text columns are declared so); write `collate "default"` where case is folded.
 */
export interface FieldSql {
  /** Type of {@link columnExpression} and {@link customExpression}: what is compared and sorted. */
  readonly sqlType: SqlType;
  /** Reads a system or shipped field from its typed columns. */
  columnExpression(alias: string, columns: Parts<string>): string;
  /** Reads a custom field from the `custom` document. */
  customExpression(alias: string, key: string): string;
  /** True where a system or shipped field has no value (money in a foreign currency has one without comparing). */
  columnIsEmpty(alias: string, columns: Parts<string>): string;
  /** True where the `custom` document has no value of the field. */
  customIsEmpty(alias: string, key: string): string;
  /** A valid value as the parameter to compare {@link columnExpression} and {@link customExpression} with. */
  parameter(value: unknown, scope: ValueScope): SqlValue;
  /** A valid value as the parameter to compare a slot with. */
  slotParameter(value: unknown, scope: ValueScope): SqlValue;
  /** `$1` → `$1::date`, for columns and the document. */
  castParameter(placeholder: string): string;
  /** `$1` → `$1::timestamptz`, for the slot. */
  castSlotParameter(placeholder: string): string;
}

/** Everything about storing one kind of field. Values are in the API's form, valid, and never undefined; empty is null. */
export interface FieldType {
  readonly kind: FieldKind;
  /** Typed columns of a shipped field of this kind; none for what is not stored. */
  columns(settings: Pick<FieldSettings, 'targets'>): readonly ColumnSpec[];
  readonly index: IndexClass;
  /** Value → one parameter per column part. */
  encode(value: unknown, scope: ValueScope): Parts<SqlValue>;
  /** Column parts as the driver returns them → value. */
  decode(parts: Parts<unknown>): unknown;
  /** Value → what the `custom` document holds; undefined takes the key out. */
  toDocument(value: unknown, scope: ValueScope): unknown;
  fromDocument(stored: unknown): unknown;
  /** The copy in the index slot, null for empty; of kinds with a slot class. */
  slotValue(value: unknown, scope: ValueScope): string | number | null;
  /** The rows of `value_index`; of kinds with index class `values`. */
  indexValues(value: unknown): readonly string[];
  /** What quick search finds the record by. */
  searchText(value: unknown, settings: Pick<FieldSettings, 'options'>): readonly string[];
  /** Null: can be neither filtered nor sorted. */
  readonly sql: FieldSql | null;
}
