import { readDate } from './date-value.js';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { EMPTINESS_OPERATORS } from './operator-sets.js';
import { accepted, prefixIssues, refused, type ParseResult } from './parse-result.js';
import { isPlainObject } from './plain-object.js';
import { unknownKeyIssues } from './unknown-keys.js';

/** Both days included; one of them may be open. */
export interface DateRangeValue {
  readonly start: string | null;
  readonly end: string | null;
}

function readRange(input: unknown): ParseResult<DateRangeValue> {
  if (!isPlainObject(input)) return refused('invalidType', { key: 'invalidType.dateRange' });
  const unknown = unknownKeyIssues(input, ['start', 'end']);
  if (unknown.length > 0) return { ok: false, issues: unknown };
  const start = isEmptyValue(input.start) ? accepted<string>(null) : readDate(input.start);
  const end = isEmptyValue(input.end) ? accepted<string>(null) : readDate(input.end);
  if (!start.ok) return { ok: false, issues: prefixIssues('start', start.issues) };
  if (!end.ok) return { ok: false, issues: prefixIssues('end', end.issues) };
  if (start.value === null && end.value === null) return accepted<DateRangeValue>(null);
  if (start.value !== null && end.value !== null && start.value > end.value) {
    return refused('outOfRange', { path: 'end', key: 'outOfRange.min', params: { min: start.value } });
  }
  return accepted({ start: start.value, end: end.value });
}

export const dateRangeValue: FieldValueType<DateRangeValue> = {
  operators: EMPTINESS_OPERATORS,
  parse: readRange,
  parseOperand: readRange,
  format: (value) => `${value.start ?? ''} – ${value.end ?? ''}`,
  compare: (a, b) => order(a.start, b.start) || order(a.end, b.end),
  isEmpty: isEmptyValue,
};

function order(a: string | null, b: string | null): number {
  const [left, right] = [a ?? '', b ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
