import { foldText } from '../search/fold-text.js';
import { searchEntry } from '../search/search-tokens.js';
import { NEAR_FROM } from './candidates.js';
import { companyCore, isNear } from './company-core.js';

/** The likeness of names that have nothing in common. */
export const NOT_ALIKE = 8;

/**
 * How like a name is to what was typed, 0 the most: the same but for legal form, width and punctuation; one character
 * other; beginning with it; holding it; the same by pinyin or initials; beginning so; holding it so. Else `NOT_ALIKE`.
 */
export function nameLikeness(typed: string, name: string): number {
  const [wanted, held] = [companyCore(typed), companyCore(name)];
  if (wanted === '' || held === '') return NOT_ALIKE;
  if (wanted === held) return 0;
  if ([...wanted].length >= NEAR_FROM && isNear(wanted, held)) return 1;
  const whole = foldText(name).replace(/\s/gu, '');
  if (held.startsWith(wanted)) return 2;
  if (held.includes(wanted) || whole.includes(foldText(typed).replace(/\s/gu, ''))) return 3;
  if (!/^[a-z]{2,}$/.test(wanted)) return NOT_ALIKE;
  const spellings = searchEntry(held).lines.split('\n').slice(2);
  if (spellings.includes(wanted)) return 4;
  if (spellings.some((spelling) => spelling.startsWith(wanted))) return 5;
  return spellings.some((spelling) => spelling.includes(wanted)) ? 6 : NOT_ALIKE;
}
