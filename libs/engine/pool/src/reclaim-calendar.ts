import { LRUCache } from 'lru-cache';
import { DateTime } from 'luxon';
import { addDays, workCalendar, type Day } from './work-calendar.js';

/** The hour of the nightly sweep, in the tenant's zone. */
export const SWEEP_HOUR = 2;

/** One row per day, as SQL takes it: three arrays of one length. */
export interface ReclaimCalendar {
  readonly days: readonly Day[];
  /** How many workdays lie from the calendar's start up to this day, the day itself included. */
  readonly workdayIndex: readonly number[];
  /** The first sweep on or after this day that is neither on a statutory holiday nor on a pause date. */
  readonly nights: readonly Date[];
  /**
   * The three as PostgreSQL writes arrays. A calendar has a thousand days and goes with every write of a record: turned
   * into text by the driver each time, it cost more than the rest of the write.
   */
  readonly literals: { readonly days: string; readonly workdayIndex: string; readonly nights: string };
}

export interface ReclaimCalendarOptions {
  readonly timeZone: string;
  readonly from: Day;
  readonly to: Day;
  readonly pauseDates: ReadonlySet<Day>;
}

export function isBlocked(day: Day, pauseDates: ReadonlySet<Day>): boolean {
  return pauseDates.has(day) || workCalendar.isStatutoryHoliday(day);
}

/** The sweep's instant in the night of `day` (its small hours). */
export function sweepInstant(day: Day, timeZone: string): Date {
  return DateTime.fromISO(day, { zone: timeZone }).set({ hour: SWEEP_HOUR }).toJSDate();
}

/** The first sweep at or after `from` that reclaims anything. */
export function nextSweep(from: Date, timeZone: string, pauseDates: ReadonlySet<Day>): Date {
  const local = DateTime.fromJSDate(from, { zone: timeZone });
  let day = local.toISODate() ?? '';
  if (sweepInstant(day, timeZone) < from) day = addDays(day, 1);
  while (isBlocked(day, pauseDates)) day = addDays(day, 1);
  return sweepInstant(day, timeZone);
}

/** A calendar takes some 30 ms to make and serves a tenant's writes for a day. */
const calendars = new LRUCache<string, ReclaimCalendar>({ max: 500 });

export function reclaimCalendar(options: ReclaimCalendarOptions): ReclaimCalendar {
  const key = [options.timeZone, options.from, options.to, ...options.pauseDates].join('|');
  const known = calendars.get(key);
  if (known) return known;
  const calendar = buildReclaimCalendar(options);
  calendars.set(key, calendar);
  return calendar;
}

export function buildReclaimCalendar(options: ReclaimCalendarOptions): ReclaimCalendar {
  const days: Day[] = [];
  const workdayIndex: number[] = [];
  let workdays = 0;
  for (let day = options.from; day <= options.to; day = addDays(day, 1)) {
    if (workCalendar.isWorkday(day)) workdays += 1;
    days.push(day);
    workdayIndex.push(workdays);
  }
  const nights: Date[] = new Array<Date>(days.length);
  let next = addDays(options.to, 1);
  while (isBlocked(next, options.pauseDates)) next = addDays(next, 1);
  for (let index = days.length - 1; index >= 0; index -= 1) {
    const day = days[index] ?? next;
    if (!isBlocked(day, options.pauseDates)) next = day;
    nights[index] = sweepInstant(next, options.timeZone);
  }
  const literals = {
    days: `{${days.join()}}`,
    workdayIndex: `{${workdayIndex.join()}}`,
    nights: `{${nights.map((night) => `"${night.toISOString()}"`).join()}}`,
  };
  return { days, workdayIndex, nights, literals };
}
