import { describe, expect, it } from 'vitest';
import { TEXT_LENGTHS } from '@ruyi/contract/field-values';
import { isPattern, matchesPattern } from './safe-pattern.js';

/** What JavaScript's own expressions would be busy with for years. */
const CATASTROPHIC = [
  '(a+)+b',
  '(a|a)*b',
  '(a|b|ab)*c',
  '(.*a){20}b',
  '(x+x+)+y',
  '([a-z]+)*!',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
];
/** RE2 does not go back, but these become large: thousands of steps a character, a second a value. */
const LARGE = [
  '((a?){100}){10}a{1000}',
  '(a?){500}a{500}',
  '((a{0,30}){0,30})b',
  '([a-z]{1,20}){50}!',
  '(a|b)*a(a|b){900}c',
];
/** As people write them. */
const USUAL: readonly (readonly [pattern: string, fits: string])[] = [
  ['\\d{18}', '123456789012345678'],
  ['[A-Z]{2}-\\d{4}(-[a-z]+)?', 'AB-1234-cd'],
  ['\\p{Han}{2,50}', '杭州云栖茶业'],
  ['[a-zA-Z0-9._%+-]{1,64}@[a-zA-Z0-9.-]{1,255}\\.[a-zA-Z]{2,24}', 'a@example.com'],
  ['.{1,200}', '任何内容'],
];

/** A text of letters a and b in no order, the same in each run: what makes an automaton grow most. */
function scrambled(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state > 1_073_741_824 ? 'a' : 'b';
  }).join('');
}

const LONGEST = [scrambled(TEXT_LENGTHS.longText.most), 'a'.repeat(TEXT_LENGTHS.longText.most)];
/** Milliseconds; a busy machine takes its time. */
const SOON = 1_500;

function millisecondsOf(work: () => void): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

describe('a pattern of a company', () => {
  it.each(CATASTROPHIC)('%s is answered soon, for the longest text', (pattern) => {
    expect(isPattern(pattern)).toBe(true);
    for (const text of LONGEST)
      expect(millisecondsOf(() => expect(matchesPattern(pattern, `${text}?`)).toBe(false))).toBeLessThan(SOON);
  });

  it.each(LARGE)('%s is refused, and bounded where it was there before', (pattern) => {
    expect(isPattern(pattern)).toBe(false);
    for (const text of LONGEST)
      expect(millisecondsOf(() => expect(matchesPattern(pattern, text)).toBe(false))).toBeLessThan(100);
  });

  it('of the largest size that may be is answered soon, for the longest line and the longest text', () => {
    const pattern = '(a|b)*a(a|b){330}c';
    expect(isPattern(pattern)).toBe(true);
    for (const text of [scrambled(TEXT_LENGTHS.text.most), ...LONGEST])
      expect(millisecondsOf(() => expect(matchesPattern(pattern, text)).toBe(false))).toBeLessThan(SOON);
  });

  it.each(USUAL)('%s is taken and says what fits', (pattern, fits) => {
    expect(isPattern(pattern)).toBe(true);
    expect([matchesPattern(pattern, fits), matchesPattern(pattern, `${fits}\n!`)]).toEqual([true, false]);
  });

  it.each(['(?=a)b', '(a)\\1', '(?<!a)b', '(', 'a{1001}'])('%s is none of RE2', (pattern) => {
    expect(isPattern(pattern)).toBe(false);
  });
});
