import type { Locale } from '@ruyi/contract/metadata';
import { isMessageKey, MESSAGES } from './messages.js';
import type { ErrorCode } from './problem.js';

/** What a message is about: an issue, an `AppError`, or a code alone. */
export interface Told {
  readonly code: ErrorCode;
  readonly key?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

const OPTIONAL = /\[([^[\]]*)\]/g;
const PARAMETER = /\{([A-Za-z]+)\}/g;

/** What is wrong, in the reader's language; a key that the catalogue does not have says what its code says. */
export function messageOf({ code, key = code, params = {} }: Told, locale: Locale): string {
  const message = MESSAGES[isMessageKey(key) ? key : code];
  const text = locale === 'en' ? message.en : message.zh;
  const isKnown = (name: string): boolean => Object.hasOwn(params, name);
  const chosen = text.replace(OPTIONAL, (_whole, part: string) =>
    [...part.matchAll(PARAMETER)].every(([, name = '']) => isKnown(name)) ? part : '',
  );
  return chosen.replace(PARAMETER, (whole, name: string) => (isKnown(name) ? String(params[name]) : whole));
}
