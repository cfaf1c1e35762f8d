import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { buildReclaimCalendar, nextSweep } from './reclaim-calendar.js';
import { workCalendar } from './work-calendar.js';

const shanghai = 'Asia/Shanghai';

it('knows statutory holidays from weekends and days worked in lieu', () => {
  expect(workCalendar.isStatutoryHoliday('2026-10-01')).toBe(true);
  expect(workCalendar.isStatutoryHoliday('2026-11-21')).toBe(false);
  expect(workCalendar.isWorkday('2026-11-21')).toBe(false);
  expect(workCalendar.isWorkday('2026-10-10')).toBe(true);
  expect(workCalendar.knowsYear(2026)).toBe(true);
  expect(workCalendar.knowsYear(2099)).toBe(false);
});

it('counts workdays and moves the night past holidays and pause dates', () => {
  const calendar = buildReclaimCalendar({
    timeZone: shanghai,
    from: '2026-09-30',
    to: '2026-10-10',
    pauseDates: new Set(['2026-10-08']),
  });
  const night = (day: string): string | undefined => calendar.nights[calendar.days.indexOf(day)]?.toISOString();
  expect(night('2026-09-30')).toBe('2026-09-29T18:00:00.000Z');
  expect(night('2026-10-01')).toBe('2026-10-08T18:00:00.000Z');
  const index = (day: string): number | undefined => calendar.workdayIndex[calendar.days.indexOf(day)];
  expect(index('2026-09-30')).toBe(1);
  expect(index('2026-10-07')).toBe(1);
  expect(index('2026-10-10')).toBe(4);
});

it('takes the coming night, today’s before two o’clock, tomorrow’s after', () => {
  expect(nextSweep(new Date('2026-11-20T17:59:00Z'), shanghai, new Set()).toISOString()).toBe(
    '2026-11-20T18:00:00.000Z',
  );
  expect(nextSweep(new Date('2026-11-20T18:01:00Z'), shanghai, new Set()).toISOString()).toBe(
    '2026-11-21T18:00:00.000Z',
  );
  expect(nextSweep(new Date('2026-11-20T18:01:00Z'), shanghai, new Set(['2026-11-22'])).toISOString()).toBe(
    '2026-11-22T18:00:00.000Z',
  );
});

it.each([
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Santiago',
  'Pacific/Apia',
])('has one sweep in each night of three years, the nights of changed clocks among them: %s', (zone) => {
  const nights: string[] = [];
  let from = DateTime.fromISO('2025-12-31T12:00', { zone }).toJSDate();
  for (;;) {
    const night = nextSweep(from, zone, new Set());
    const local = DateTime.fromJSDate(night, { zone });
    if (local.year > 2028) break;
    // Not there, two o'clock is three; there twice, it is one of the two.
    expect([2, 3]).toContain(local.hour);
    nights.push(local.toISODate() ?? '');
    from = new Date(night.getTime() + 1);
  }
  const days: string[] = [];
  for (let day = DateTime.utc(2026, 1, 1); day.year < 2029; day = day.plus({ days: 1 })) {
    const date = day.toISODate() ?? '';
    if (!workCalendar.isStatutoryHoliday(date)) days.push(date);
  }
  expect(nights).toEqual(days);
});
