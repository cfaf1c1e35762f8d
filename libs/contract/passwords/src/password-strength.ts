import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** What makes a password easy to guess. */
export type PasswordWeakness = 'common' | 'own' | 'repeats' | 'pattern' | 'date' | 'guessable';

/** How hard a password is to guess. */
export interface PasswordStrength {
  /** 0 (at once) to 4 (not in a lifetime), as zxcvbn counts: powers of ten of guesses 3, 6, 8 and 10. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  /** Null from {@link LEAST_STRENGTH} on. */
  readonly weakness: PasswordWeakness | null;
}

/**
 * What a new password must reach: a million guesses and more, which no throttled log-in allows (Wheeler, "zxcvbn:
 * Low-Budget Password Strength Estimation", USENIX Security 2016; NIST SP 800-63B asks for no composition rules).
 */
export const LEAST_STRENGTH = 2;

/** What people in China choose that lists from elsewhere do not have. */
const CHINESE = [
  'woaini',
  'woaini1314',
  'woaini520',
  'woaini521',
  '5201314',
  '1314520',
  '5201314a',
  'woaiwojia',
  'woshishui',
  'nihao',
  'nihao123',
  'zhongguo',
  'beijing',
  'shanghai',
  'guangzhou',
  'shenzhen',
  'hangzhou',
  'admin888',
  'admin123',
  'aini1314',
  'iloveyou1314',
  'qq123456',
  'wang1234',
  'asd123456',
  'ruyi',
  'ruyicrm',
  'kehu',
  'mima',
  'mima123',
];

const WEAKNESSES: Readonly<Record<string, PasswordWeakness>> = {
  topTen: 'common',
  topHundred: 'common',
  common: 'common',
  similarToCommon: 'common',
  wordByItself: 'common',
  namesByThemselves: 'common',
  commonNames: 'common',
  pwned: 'common',
  userInputs: 'own',
  simpleRepeat: 'repeats',
  extendedRepeat: 'repeats',
  sequences: 'pattern',
  straightRow: 'pattern',
  keyPattern: 'pattern',
  recentYears: 'date',
  dates: 'date',
};

const estimator = new ZxcvbnFactory({ dictionary: { ...dictionary, chinese: CHINESE }, graphs: adjacencyGraphs });

/** `own`: what everybody knows of the person: name, log-in, company. Full-width letters count as the plain ones. */
export function passwordStrength(password: string, own: readonly (string | null | undefined)[] = []): PasswordStrength {
  const { score, feedback } = estimator.check(password.normalize('NFKC'), own.flatMap(partsOf));
  const weakness = score >= LEAST_STRENGTH ? null : (WEAKNESSES[feedback.warning ?? ''] ?? 'guessable');
  return { score, weakness };
}

/** An address is guessed by its parts as well: li.si@example.com, li.si, li, si. */
function partsOf(text: string | null | undefined): string[] {
  if (!text) return [];
  const lower = text.normalize('NFKC').toLowerCase();
  return [lower, ...lower.split('@').slice(0, 1), ...lower.split(/[^\p{L}\p{N}]+/u)].filter((part) => part.length > 1);
}
