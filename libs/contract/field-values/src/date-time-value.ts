import { checkDateBounds, DATE_LIMITS, readDate } from './date-value.js';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { DATE_OPERATORS } from './operator-sets.js';
import { accepted, refused, type ParseResult } from './parse-result.js';
import type { ValueEnvironment } from './value-environment.js';
import { dateParts, instantOf, isCalendarDate, localDate, wallTime } from './zoned-time.js';

const FORM = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

function offsetMinutes(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2));
  if (hours > 15 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Reads ISO 8601; without a zone the clock on the tenant's wall is meant. Canonical: UTC with milliseconds. */
export function readDateTime(input: unknown, timeZone: string): ParseResult<string> {
  if (typeof input !== 'string') return refused('invalidType', { key: 'invalidType.dateTime' });
  const match = FORM.exec(input.trim());
  if (!match) return refused('invalidType', { key: 'invalidType.dateTime' });
  const [, date = '', hour = '', minute = '', second = '0', fraction = '', zone] = match;
  const time = {
    ...dateParts(date),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(fraction.slice(0, 3).padEnd(3, '0')),
  };
  if (!isCalendarDate(date) || time.hour > 23 || time.minute > 59 || time.second > 59) {
    return refused('invalidType', { key: 'invalidType.dateTime' });
  }
  if (date < DATE_LIMITS.min || date > DATE_LIMITS.max) {
    return refused('outOfRange', { key: 'outOfRange.between', params: DATE_LIMITS });
  }
  if (zone === undefined) return accepted(instantOf(time, timeZone).toISOString());
  const offset = offsetMinutes(zone);
  if (offset === undefined) return refused('invalidType', { key: 'invalidType.dateTime' });
  return accepted(new Date(instantOf(time, 'UTC').getTime() - offset * 60_000).toISOString());
}

/** A day is a fair operand too: `eq` a date means that day. */
function readOperand(input: unknown, env: ValueEnvironment): ParseResult<string> {
  return typeof input === 'string' && /^\s*\d{4}-\d{2}-\d{2}\s*$/.test(input)
    ? readDate(input)
    : readDateTime(input, env.timeZone);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** An instant: ISO 8601 in UTC. */
export const dateTimeValue: FieldValueType<string> = {
  operators: DATE_OPERATORS,
  parse(input, field, env) {
    const read = readDateTime(input, env.timeZone);
    if (!read.ok || read.value === null) return read;
    const inBounds = checkDateBounds(localDate(new Date(read.value), env.timeZone), field.min, field.max);
    return inBounds.ok ? read : inBounds;
  },
  parseOperand: (input, _field, env) => readOperand(input, env),
  format(value, _field, _locale, env) {
    const instant = new Date(value);
    if (Number.isNaN(instant.getTime())) return '';
    const { hour, minute } = wallTime(instant, env.timeZone);
    return `${localDate(instant, env.timeZone)} ${two(hour)}:${two(minute)}`;
  },
  compare: (a, b) => Date.parse(a) - Date.parse(b),
  isEmpty: isEmptyValue,
};
