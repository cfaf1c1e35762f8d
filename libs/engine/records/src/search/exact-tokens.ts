import { hash } from 'node:crypto';
import { foldText } from './fold-text.js';
import { INDEXED_LENGTH, numbersOf } from './search-tokens.js';

/** Class of the tokens that stand for a whole value. */
const EXACT = '=';

/** A text as its first line is kept: what looks the same is the same. */
export const wholeText = (text: string): string =>
  foldText([...text].slice(0, INDEXED_LENGTH).join('')).replace(/\s+/g, ' ');

/**
 * Tokens that lead to values equal to this text, however common its parts are. A digest: an entry of an index has to be
 * small, and what it finds is compared by its texts.
 */
export function exactTokens(texts: readonly string[]): string[] {
  return texts.map((text) => `${EXACT}${hash('sha256', text, 'base64url').slice(0, 12)}`);
}

/** Spellings under which a value is equal to a query: as it is, and a number by its digits. */
export function exactSpellings(text: string): string[] {
  const whole = wholeText(text);
  const digits = /^[-+0-9 ().]+$/.test(whole) ? numbersOf(whole).join(' ') : '';
  return [...new Set([whole, digits])].filter((spelling) => spelling !== '');
}
