import { describe, expect, it } from 'vitest';
import { dayNumber, zonedParts } from './zoned-parts.js';

describe('zonedParts', () => {
  it('reads the clock of the company, not of the browser', () => {
    const at = new Date('2026-11-21T18:05:00Z');
    expect(zonedParts(at, 'Asia/Shanghai')).toEqual({ year: '2026', month: '11', day: '22', hour: '02', minute: '05' });
    expect(zonedParts(at, 'America/New_York').day).toBe('21');
  });

  it('writes midnight as 00', () => {
    expect(zonedParts(new Date('2026-11-21T16:00:00Z'), 'Asia/Shanghai').hour).toBe('00');
  });

  it('counts calendar days in the zone', () => {
    const late = new Date('2026-11-21T15:59:00Z');
    const next = new Date('2026-11-21T16:01:00Z');
    expect(dayNumber(next, 'Asia/Shanghai') - dayNumber(late, 'Asia/Shanghai')).toBe(1);
    expect(dayNumber(next, 'UTC') - dayNumber(late, 'UTC')).toBe(0);
  });
});
