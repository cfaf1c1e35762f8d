import { fieldSql } from '../field-sql.js';
import { singleColumn } from '../single-column.js';

interface Address {
  readonly region: string | null;
  readonly detail: string;
}

const detailOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null
      ? String((value as Address).detail ?? '')
      : '';

/** Filtered, sorted and searched by its detail; the region is a field of its own. */
export const address = singleColumn('address', {
  sqlType: 'jsonb',
  index: 'none',
  toColumn: (value) => JSON.stringify(value),
  searchText: (value) => (detailOf(value) === '' ? [] : [detailOf(value)]),
  sql: fieldSql({
    sqlType: 'text',
    readColumn: (column) => `((${column}->>'detail') collate "C")`,
    readDocument: (document) => `((${document}->>'detail') collate "C")`,
    parameter: detailOf,
  }),
});

export const location = singleColumn('location', {
  sqlType: 'jsonb',
  index: 'none',
  toColumn: (value) => JSON.stringify(value),
  sql: null,
});
