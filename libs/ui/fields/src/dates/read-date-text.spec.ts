import { describe, expect, it } from 'vitest';
import { readDateText } from './read-date-text.js';

describe('dates as people type them', () => {
  it.each([
    ['2024-1-5', '2024-01-05'],
    ['2024/1/5', '2024-01-05'],
    ['2024.01.05', '2024-01-05'],
    ['2024年1月5日', '2024-01-05'],
    ['20240105', '2024-01-05'],
    ['２０２４-1-5', '2024-01-05'],
    ['2024-02-30', null],
    ['5/1/2024', null],
    ['soon', null],
  ])('%s', (text, iso) => {
    expect(readDateText(text)).toBe(iso);
  });
});
