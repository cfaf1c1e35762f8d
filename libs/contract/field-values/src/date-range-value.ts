import { readDate } from './date-value.js';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { EMPTINESS_OPERATORS } from './operator-sets.js';
import { accepted, prefixIssues, refused, type ParseResult } from './parse-result.js';
import { isPlainObject } from './plain-object.js';
import { unknownKeyIssues } from './unknown-keys.js';

/** Both days included. */
export interface DateRangeValue {
  readonly from: string;
  readonly to: string;
}

function readRange(input: unknown): ParseResult<DateRangeValue> {
  if (!isPlainObject(input)) return refused('invalidType', { key: 'invalidType.dateRange' });
  const unknown = unknownKeyIssues(input, ['from', 'to']);
  if (unknown.length > 0) return { ok: false, issues: unknown };
  const from = readDate(input.from);
  const to = readDate(input.to);
  if (!from.ok) return { ok: false, issues: prefixIssues('from', from.issues) };
  if (!to.ok) return { ok: false, issues: prefixIssues('to', to.issues) };
  if (from.value === null || to.value === null) return accepted<DateRangeValue>(null);
  if (from.value > to.value) return refused('outOfRange', { path: 'to', key: 'outOfRange.min', params: { min: from.value } });
  return accepted({ from: from.value, to: to.value });
}

export const dateRangeValue: FieldValueType<DateRangeValue> = {
  operators: EMPTINESS_OPERATORS,
  parse: readRange,
  parseOperand: readRange,
  format: (value) => `${value.from} – ${value.to}`,
  compare: (a, b) => dateStringOrder(a.from, b.from) || dateStringOrder(a.to, b.to),
  isEmpty: isEmptyValue,
};

function dateStringOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
