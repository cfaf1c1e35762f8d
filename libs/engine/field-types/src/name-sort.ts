import { syllablesOf } from './syllables-of.js';

/** Leaves room below the index's limit per row; what follows does not change an order that people notice. */
const LONGEST = 120;

/** What orders names: pinyin without tones, then the name itself, so that equal sounds have a fixed order. */
export function nameSort(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  const name = [...value.normalize('NFKC')].slice(0, LONGEST).join('');
  const sound = syllablesOf(name).join(' ');
  return `${sound}\u0001${name}`;
}
