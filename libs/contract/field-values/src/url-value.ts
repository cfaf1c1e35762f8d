import { cleanText, codePointLength } from './clean-text.js';
import { compareText } from './compare-text.js';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { TEXT_OPERATORS } from './operator-sets.js';
import { accepted, refused } from './parse-result.js';

/** Short enough for an index and for uniqueness. */
export const URL_LENGTH = 500;

const WEB = /^https?:\/\//i;
const OTHER_SCHEME = /^[a-z][a-z0-9+.-]*:(?!\d)/i;

/** The address with its scheme (`www.a.cn` becomes `https://www.a.cn`); undefined when it is none, or not of the web. */
export function webAddress(text: string): string | undefined {
  if (/[\s<>"\\^`{|}]/.test(text) || (!WEB.test(text) && OTHER_SCHEME.test(text))) return undefined;
  const address = WEB.test(text) ? text : `https://${text}`;
  // What was typed, not what URL makes of it: https://1 would be the host 0.0.0.1, and a name before @ a disguise.
  const authority = address.replace(WEB, '').split(/[/?#]/, 1)[0] ?? '';
  const isNamed = authority.includes('.') || /^localhost(?::\d+)?$/i.test(authority) || authority.startsWith('[');
  return isNamed && !authority.includes('@') && URL.canParse(address) ? address : undefined;
}

export const urlValue: FieldValueType<string> = {
  operators: TEXT_OPERATORS,
  parse(input) {
    const cleaned = cleanText(input);
    if (!cleaned.ok || cleaned.value === null) return cleaned;
    if (codePointLength(cleaned.value) > URL_LENGTH) return refused('tooLong', { params: { max: URL_LENGTH } });
    const address = webAddress(cleaned.value);
    return address === undefined ? refused('patternMismatch', { key: 'patternMismatch.url' }) : accepted(address);
  },
  parseOperand: (input) => cleanText(input),
  format: (value) => value,
  compare: compareText,
  isEmpty: isEmptyValue,
};
