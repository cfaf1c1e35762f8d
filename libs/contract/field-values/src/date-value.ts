import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { DATE_OPERATORS } from './operator-sets.js';
import { accepted, refused, type ParseResult } from './parse-result.js';
import { isCalendarDate } from './zoned-time.js';

/**
 * The days that dates and instants may lie in. PostgreSQL and JavaScript hold more; outside of these a year is a
 * slip of the finger (0202, 20222, 9999), which is better said than stored.
 */
export const DATE_LIMITS = { min: '1600-01-01', max: '2999-12-31' } as const;

export function readDate(input: unknown): ParseResult<string> {
  if (typeof input !== 'string') return refused('invalidType', { key: 'invalidType.date' });
  const text = input.trim();
  if (!isCalendarDate(text)) return refused('invalidType', { key: 'invalidType.date' });
  if (text < DATE_LIMITS.min || text > DATE_LIMITS.max) {
    return refused('outOfRange', { key: 'outOfRange.between', params: DATE_LIMITS });
  }
  return accepted(text);
}

/** `min` and `max` of a field are days; `value` is the day to hold against them. */
export function checkDateBounds(value: string, min: unknown, max: unknown): ParseResult<string> {
  if (typeof min === 'string' && value < min) return refused('outOfRange', { key: 'outOfRange.min', params: { min } });
  if (typeof max === 'string' && value > max) return refused('outOfRange', { key: 'outOfRange.max', params: { max } });
  return accepted(value);
}

/** A day without a time: `YYYY-MM-DD`. */
export const dateValue: FieldValueType<string> = {
  operators: DATE_OPERATORS,
  parse(input, field) {
    const read = readDate(input);
    return read.ok && read.value !== null ? checkDateBounds(read.value, field.min, field.max) : read;
  },
  parseOperand: readDate,
  format: (value) => value,
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  isEmpty: isEmptyValue,
};
