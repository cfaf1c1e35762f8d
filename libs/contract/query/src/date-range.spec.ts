import { addDays, daysBetween, localDate, RELATIVE_DATE_OPERATORS, startOfDay } from '@ruyi/contract/field-values';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateRange, instantsOf } from './date-range.js';

const zones = fc.constantFrom(
  'Asia/Shanghai',
  'America/New_York',
  'Europe/London',
  'Pacific/Apia',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'UTC',
);
const instants = fc.date({
  min: new Date('1995-01-01T00:00:00Z'),
  max: new Date('2040-01-01T00:00:00Z'),
  noInvalidDate: true,
});

describe('the days that relative operators mean', () => {
  const evening = new Date('2026-11-21T23:30:00Z');

  it.each([
    ['today', 0, '2026-11-22', '2026-11-23'],
    ['yesterday', 0, '2026-11-21', '2026-11-22'],
    ['thisWeek', 0, '2026-11-16', '2026-11-23'],
    ['nextWeek', 0, '2026-11-23', '2026-11-30'],
    ['lastMonth', 0, '2026-10-01', '2026-11-01'],
    ['nextMonth', 0, '2026-12-01', '2027-01-01'],
    ['thisQuarter', 0, '2026-10-01', '2027-01-01'],
    ['thisYear', 0, '2026-01-01', '2027-01-01'],
    ['lastDays', 7, '2026-11-15', '2026-11-23'],
    ['nextDays', 7, '2026-11-22', '2026-11-30'],
    ['olderThanDays', 7, null, '2026-11-15'],
  ] as const)('%s %i in Shanghai, where it is already tomorrow', (op, n, from, to) => {
    expect(dateRange(op, n, evening, 'Asia/Shanghai')).toEqual({ from, to });
  });

  it('fit together in every zone: days touch, weeks begin on Monday, now is today', () => {
    fc.assert(
      fc.property(instants, zones, fc.nat(400), (now, zone, n) => {
        const of = (op: (typeof RELATIVE_DATE_OPERATORS)[number]) => dateRange(op, n, now, zone);
        const today = localDate(now, zone);
        expect(of('today').from).toBe(today);
        expect(of('yesterday').to).toBe(today);
        expect(of('tomorrow').from).toBe(of('today').to);
        expect(of('lastWeek').to).toBe(of('thisWeek').from);
        expect(of('nextWeek').from).toBe(of('thisWeek').to);
        expect(of('lastMonth').to).toBe(of('thisMonth').from);
        expect(of('nextMonth').from).toBe(of('thisMonth').to);
        expect(of('olderThanDays').to).toBe(of('lastDays').from);
        expect(new Date(`${of('thisWeek').from}T00:00:00Z`).getUTCDay()).toBe(1);
        expect(daysBetween(of('lastDays').from ?? '', of('lastDays').to ?? '')).toBe(n + 1);
        const { from, to } = instantsOf(of('today'), zone);
        expect(from?.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(to?.getTime()).toBeGreaterThan(now.getTime());
      }),
    );
  });

  it('begins every day at the first instant that has its date', () => {
    fc.assert(
      fc.property(instants, zones, (now, zone) => {
        const day = localDate(now, zone);
        const start = startOfDay(day, zone);
        expect(localDate(new Date(start.getTime() - 1), zone)).toBe(
          addDays(day, -1) === '2011-12-30' && zone === 'Pacific/Apia' ? '2011-12-29' : addDays(day, -1),
        );
        expect(localDate(start, zone)).toBe(day);
      }),
    );
  });
});
