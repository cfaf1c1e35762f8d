import { describe, expect, it } from 'vitest';
import { isWrittenAsDay, readDateText } from './read-date-text.js';

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

  it.each([
    ['2026-11-31', true],
    ['2026年2月30日', true],
    ['20261131', true],
    ['next week', false],
    ['2026-11', false],
  ])('%s names a day, be there one or not: %s', (text, named) => {
    expect(isWrittenAsDay(text)).toBe(named);
  });
});
