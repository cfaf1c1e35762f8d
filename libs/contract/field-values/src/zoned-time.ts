/** Calendar arithmetic on `YYYY-MM-DD` and between wall clock and instants of an IANA zone, by Intl alone. */

export interface WallTime {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond?: number;
}

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Whether Intl knows the zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return formatOf(timeZone) !== undefined;
  } catch {
    return false;
  }
}

function utcMs(time: WallTime): number {
  const { year, month, day, hour, minute, second, millisecond = 0 } = time;
  const date = new Date(0);
  // Date.UTC would take years 0–99 for 1900–1999.
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, millisecond);
  return date.getTime();
}

/** In these years zones change their offsets at whole quarters of an hour of UTC, so one offset holds for a quarter. */
const BY_QUARTERS = { from: Date.UTC(1973, 0, 1), to: Date.UTC(9999, 0, 1) } as const;
const QUARTER_MS = 900_000;
const QUARTERS_OF_A_DAY = 96;
const MOST_QUARTERS = 20_000;
/** Zone → quarter of an hour → offset: Intl takes a hundred times as long as looking it up. */
const offsets = new Map<string, Map<number, number>>();

/** The offset of an instant's zone. No zone changes it twice in a day of UTC, so it is looked up for whole days if it can be. */
function offsetAt(ms: number, timeZone: string): number {
  const quarter = Math.floor(ms / QUARTER_MS);
  const dawn = quarter - (quarter % QUARTERS_OF_A_DAY);
  const offset = offsetIn(dawn, timeZone);
  return offset === offsetIn(dawn + QUARTERS_OF_A_DAY, timeZone) ? offset : offsetIn(quarter, timeZone);
}

function offsetIn(quarter: number, timeZone: string): number {
  let known = offsets.get(timeZone);
  if (!known) offsets.set(timeZone, (known = new Map()));
  let offset = known.get(quarter);
  if (offset === undefined) {
    if (known.size >= MOST_QUARTERS) known.clear();
    const start = quarter * QUARTER_MS;
    offset = utcMs(wallTimeByIntl(new Date(start), timeZone)) - start;
    known.set(quarter, offset);
  }
  return offset;
}

/** What a clock on the wall shows in the zone, to the second. */
export function wallTime(instant: Date, timeZone: string): WallTime {
  const ms = instant.getTime();
  if (!(ms >= BY_QUARTERS.from && ms < BY_QUARTERS.to)) return wallTimeByIntl(instant, timeZone);
  const shown = new Date(ms + offsetAt(ms, timeZone));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
  };
}

function wallTimeByIntl(instant: Date, timeZone: string): WallTime {
  const found = new Map<string, number>();
  for (const part of formatOf(timeZone).formatToParts(instant)) found.set(part.type, Number(part.value));
  const of = (type: string): number => found.get(type) ?? 0;
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}

/** The instant at which the zone's clocks show the time: the first when they show it twice, the one after the jump when never. */
export function instantOf(time: WallTime, timeZone: string): Date {
  const wanted = utcMs(time);
  const offsetAt = (ms: number): number => {
    const whole = Math.floor(ms / 1000) * 1000;
    return utcMs(wallTime(new Date(whole), timeZone)) - whole;
  };
  // The offsets a day before and after are the only two that can apply, unless a zone changes twice within two days.
  const before = offsetAt(wanted - DAY_MS);
  const after = offsetAt(wanted + DAY_MS);
  for (const offset of before >= after ? [before, after] : [after, before]) {
    if (offsetAt(wanted - offset) === offset) return new Date(wanted - offset);
  }
  return new Date(wanted - before);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** `YYYY-MM-DD`. */
export function dateText(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** The calendar day of an instant in the zone. */
export function localDate(instant: Date, timeZone: string): string {
  const { year, month, day } = wallTime(instant, timeZone);
  return dateText(year, month, day);
}

/** Midnight, or the day's first instant where midnight is skipped. */
export function startOfDay(date: string, timeZone: string): Date {
  const { year, month, day } = dateParts(date);
  return instantOf({ year, month, day, hour: 0, minute: 0, second: 0 }, timeZone);
}

export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Of a date that was parsed before; use {@link isCalendarDate} on input. */
export function dateParts(date: string): DateParts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Whether the text is `YYYY-MM-DD` and the day exists. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const { year, month, day } = dateParts(text);
  return new Date(utcMs({ year, month, day, hour: 0, minute: 0, second: 0 })).toISOString().startsWith(text);
}

function fromDays(days: number): string {
  return new Date(days * DAY_MS).toISOString().slice(0, 10);
}

function toDays(date: string): number {
  return utcMs({ ...dateParts(date), hour: 0, minute: 0, second: 0 }) / DAY_MS;
}

export function addDays(date: string, days: number): string {
  return fromDays(toDays(date) + days);
}

/** Days from `from` to `to`; negative when `to` comes first. */
export function daysBetween(from: string, to: string): number {
  return toDays(to) - toDays(from);
}

/** The first day of the month that is `months` after that of the date. */
export function startOfMonth(date: string, months = 0): string {
  const { year, month } = dateParts(date);
  const index = year * 12 + (month - 1) + months;
  return dateText(Math.floor(index / 12), (index % 12) + 1, 1);
}

/** The Monday on or before the date. */
export function startOfWeek(date: string): string {
  // 1970-01-01 was a Thursday.
  const sinceMonday = (((toDays(date) + 3) % 7) + 7) % 7;
  return addDays(date, -sinceMonday);
}

/** The first day of the date's quarter. */
export function startOfQuarter(date: string): string {
  const { month } = dateParts(date);
  return startOfMonth(date, -((month - 1) % 3));
}
