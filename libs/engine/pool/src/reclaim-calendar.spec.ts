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
