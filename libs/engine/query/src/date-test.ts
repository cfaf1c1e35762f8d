import { addDays, isCalendarDate, localDate, startOfDay } from '@ruyi/contract/field-values';
import type { FilterOperator } from '@ruyi/contract/metadata';
import { comparedWithDay } from '@ruyi/contract/query';
import type { DateRange } from '@ruyi/contract/query';
import type { Bound, FieldTest } from './condition.js';
import type { QueryScope } from './query-scope.js';

/** Days as a range of a date field, or of the instants of a date-time field. */
export function daysTest(days: DateRange, instants: boolean, scope: QueryScope): FieldTest {
  const bound = (day: string, inclusive: boolean): Bound => ({
    value: instants ? startOfDay(day, scope.timeZone).toISOString() : day,
    inclusive,
  });
  return {
    is: 'within',
    ...(days.from !== null && { from: bound(days.from, true) }),
    ...(days.to !== null && { to: bound(days.to, false) }),
  };
}

export const today = (scope: QueryScope): string => localDate(scope.now, scope.timeZone);

/** Whether the operand is a day rather than an instant. */
export const isDay = (value: unknown): value is string => typeof value === 'string' && isCalendarDate(value);

/** A thousand years. */
const FURTHEST_DAYS = 365_250;

const MIRRORED: Partial<Record<FilterOperator, FilterOperator>> = {
  gt: 'lt',
  gte: 'lte',
  lt: 'gt',
  lte: 'gte',
  eq: 'eq',
  ne: 'ne',
};

/** A number of days until, or since, a stored instant, as the days in which that instant lies. */
export function derivedDays(
  rule: 'daysUntil' | 'daysSince',
  op: FilterOperator,
  days: number,
  from: string,
): DateRange | null {
  // Further than any instant that is stored; a calendar ends somewhere.
  const near = Math.max(-FURTHEST_DAYS, Math.min(FURTHEST_DAYS, Math.trunc(days)));
  if (rule === 'daysUntil') return comparedWithDay(op, addDays(from, near));
  const turned = MIRRORED[op];
  return turned === undefined ? null : comparedWithDay(turned, addDays(from, -near));
}
