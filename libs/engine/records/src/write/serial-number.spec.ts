import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { serialText } from './serial-number.js';

describe('serialText', () => {
  const at = DateTime.fromISO('2026-03-05T00:00:00', { zone: 'Asia/Shanghai' });

  it.each([
    ['HT-{yyyy}{MM}-{0000}', 12, 'HT-202603-0012'],
    ['{yy}{MM}{dd}{00}', 7, '26030507'],
    ['{000}', 12_345, '12345'],
    ['no counter {what}', 1, 'no counter {what}'],
  ])('%s with %d', (format, value, text) => {
    expect(serialText({ format, reset: 'never' }, value, at)).toBe(text);
  });
});
