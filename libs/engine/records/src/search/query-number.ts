import { foldText } from './fold-text.js';

/** Digits of the shortest number that is looked up as one, and of the longest that there is (E.164). */
const SHORTEST = 4;
const LONGEST = 15;

/**
 * A query that is one number however it is written: its digits, without the country code of China, under which nobody
 * keeps a number: +86 138-0000 0001 and 0086 138 00000001 are 13800000001. Null: the query is something else.
 */
export function queryNumber(query: string): string | null {
  const folded = foldText(query).trim();
  if (!/^\+?[\d\s().-]+$/.test(folded)) return null;
  const digits = folded.replace(/\D/g, '');
  const national = folded.startsWith('+86')
    ? digits.slice(2)
    : digits.replace(/^0086(?=\d{7})/, '').replace(/^86(?=1[3-9]\d{9}$)/, '');
  return national.length >= SHORTEST && national.length <= LONGEST ? national : null;
}
