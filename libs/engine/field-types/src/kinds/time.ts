import { singleColumn } from '../single-column.js';
import { fieldSql } from '../field-sql.js';
import type { FieldType } from '../field-type.js';

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** The driver gives a date as text, or as local midnight where nobody told it not to. */
function readDate(stored: unknown): string {
  if (stored instanceof Date)
    return `${pad(stored.getFullYear(), 4)}-${pad(stored.getMonth() + 1, 2)}-${pad(stored.getDate(), 2)}`;
  return String(stored).slice(0, 10);
}

const POSTGRES_INSTANT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d)(?::?(\d\d))?$/;

/** Any spelling of an instant as ISO 8601 in UTC. */
export function readInstant(stored: unknown): string {
  if (stored instanceof Date) return stored.toISOString();
  const text = String(stored);
  const iso = text.replace(
    POSTGRES_INSTANT,
    (_, day: string, time: string, hours: string, minutes?: string) => `${day}T${time}${hours}:${minutes ?? '00'}`,
  );
  return new Date(iso).toISOString();
}

/** A date has no zone; its slot holds it as midnight in UTC, so that order and equality are the date's. */
export const date = singleColumn('date', {
  sqlType: 'date',
  index: 'time',
  fromColumn: readDate,
  toSlot: (value) => `${String(value)}T00:00:00Z`,
});

export const dateTime = singleColumn('dateTime', {
  sqlType: 'timestamptz',
  index: 'time',
  toColumn: (value) => String(value),
  fromColumn: readInstant,
});

interface Range {
  readonly start: string | null;
  readonly end: string | null;
}

const asRange = (value: unknown): Range | null =>
  typeof value === 'object' && value !== null ? (value as Range) : null;

/** Compared and sorted by its first day. */
export const dateRange: FieldType = {
  kind: 'dateRange',
  columns: () => [
    { part: 'start', suffix: '_start', sqlType: 'date' },
    { part: 'end', suffix: '_end', sqlType: 'date' },
  ],
  index: 'time',
  encode: (value) => ({ start: asRange(value)?.start ?? null, end: asRange(value)?.end ?? null }),
  decode: ({ start, end }) => {
    const range = { start: start == null ? null : readDate(start), end: end == null ? null : readDate(end) };
    return range.start === null && range.end === null ? null : range;
  },
  toDocument: (value) => value ?? undefined,
  fromDocument: (stored) => stored ?? null,
  slotValue: (value) => {
    const start = asRange(value)?.start;
    return start ? `${start}T00:00:00Z` : null;
  },
  indexValues: () => [],
  searchText: () => [],
  sql: fieldSql({
    sqlType: 'date',
    slotType: 'timestamptz',
    part: 'start',
    readDocument: (document) => `(${document}->>'start')::date`,
    parameter: (value) => String(value),
    slotParameter: (value) => `${String(value)}T00:00:00Z`,
  }),
};
