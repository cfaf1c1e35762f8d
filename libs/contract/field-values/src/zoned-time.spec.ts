import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, localDate, wallTime } from './zoned-time.js';

const ZONES = [
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Monrovia',
  'UTC',
];

/** The clock as Intl shows it, without anything remembered. */
function byIntl(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(instant);
}

describe('the clock on the wall', () => {
  it('is that of Intl at any instant in any zone', () => {
    const instants = fc.date({ min: new Date('1960-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (instant, zone) => {
        const { year, month, day, hour, minute, second } = wallTime(instant, zone);
        const two = (value: number): string => String(value).padStart(2, '0');
        expect(`${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`).toBe(
          byIntl(instant, zone),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('turns at the very second at which the zone does', () => {
    expect(wallTime(new Date('2026-03-08T06:59:59Z'), 'America/New_York')).toMatchObject({
      hour: 1,
      minute: 59,
      second: 59,
    });
    expect(wallTime(new Date('2026-03-08T07:00:00Z'), 'America/New_York')).toMatchObject({ hour: 3, minute: 0 });
    expect(localDate(new Date('2026-03-15T15:59:59Z'), 'Asia/Shanghai')).toBe('2026-03-15');
    expect(localDate(new Date('2026-03-15T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-03-16');
  });

  it('refuses what is no instant, and goes back to the instant', () => {
    expect(() => wallTime(new Date(Number.NaN), 'UTC')).toThrow(RangeError);
    const instant = new Date('2026-06-01T00:30:15Z');
    expect(instantOf(wallTime(instant, 'Australia/Lord_Howe'), 'Australia/Lord_Howe')).toEqual(instant);
  });
});
