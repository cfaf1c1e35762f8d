import {
  addDays,
  localDate,
  RELATIVE_DATE_OPERATORS,
  startOfDay,
  startOfMonth,
  startOfQuarter,
  startOfWeek,
  type RelativeDateOperator,
} from '@ruyi/contract/field-values';
import type { FilterOperator } from '@ruyi/contract/metadata';

/** Days as `YYYY-MM-DD`, from the first to before the last; null is an open end. */
export interface DateRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** Instants from the first to before the last; null is an open end. */
export interface InstantRange {
  readonly from: Date | null;
  readonly to: Date | null;
}

export function isRelativeDateOperator(op: FilterOperator): op is RelativeDateOperator {
  return (RELATIVE_DATE_OPERATORS as readonly string[]).includes(op);
}

function days(from: string, count: number): DateRange {
  return { from, to: addDays(from, count) };
}

/**
 * The days that a relative operator means at an instant, on the calendar of a zone; weeks begin on Monday. `n` counts
 * for `lastDays` (the n whole days before today, and today), `nextDays` (today and the n days after it) and
 * `olderThanDays` (before the n whole days that come before today).
 */
export function dateRange(op: RelativeDateOperator, n: number, now: Date, timeZone: string): DateRange {
  const today = localDate(now, timeZone);
  switch (op) {
    case 'today':
      return days(today, 1);
    case 'yesterday':
      return days(addDays(today, -1), 1);
    case 'tomorrow':
      return days(addDays(today, 1), 1);
    case 'thisWeek':
      return days(startOfWeek(today), 7);
    case 'lastWeek':
      return days(addDays(startOfWeek(today), -7), 7);
    case 'nextWeek':
      return days(addDays(startOfWeek(today), 7), 7);
    case 'thisMonth':
      return { from: startOfMonth(today), to: startOfMonth(today, 1) };
    case 'lastMonth':
      return { from: startOfMonth(today, -1), to: startOfMonth(today) };
    case 'nextMonth':
      return { from: startOfMonth(today, 1), to: startOfMonth(today, 2) };
    case 'thisQuarter':
      return { from: startOfQuarter(today), to: startOfMonth(startOfQuarter(today), 3) };
    case 'thisYear': {
      const january = `${today.slice(0, 4)}-01-01`;
      return { from: january, to: startOfMonth(january, 12) };
    }
    case 'lastDays':
      return { from: addDays(today, -n), to: addDays(today, 1) };
    case 'nextDays':
      return days(today, n + 1);
    case 'olderThanDays':
      return { from: null, to: addDays(today, -n) };
    default:
      return op satisfies never;
  }
}

/** The instants of the days, in the zone. */
export function instantsOf(range: DateRange, timeZone: string): InstantRange {
  return {
    from: range.from === null ? null : startOfDay(range.from, timeZone),
    to: range.to === null ? null : startOfDay(range.to, timeZone),
  };
}

/** What comparing an instant with a day means: the day is all of it. Null for operators that do not compare. */
export function comparedWithDay(op: FilterOperator, day: string): DateRange | null {
  switch (op) {
    case 'eq':
    case 'ne':
      return days(day, 1);
    case 'gt':
      return { from: addDays(day, 1), to: null };
    case 'gte':
      return { from: day, to: null };
    case 'lt':
      return { from: null, to: day };
    case 'lte':
      return { from: null, to: addDays(day, 1) };
    default:
      return null;
  }
}
