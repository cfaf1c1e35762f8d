import { cleanText, codePointLength } from './clean-text.js';
import { compareText } from './compare-text.js';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { TEXT_OPERATORS } from './operator-sets.js';
import { accepted, refused } from './parse-result.js';

const LOCAL_PART = /^[^\s@<>()[\]\\,;:"]+$/;
const DOMAIN_LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?$/u;

/** Whether mail could be sent there, as far as the form tells. */
export function isEmail(text: string): boolean {
  if (text.length > 254) return false;
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split('.');
  return (
    at > 0 &&
    codePointLength(local) <= 64 &&
    LOCAL_PART.test(local) &&
    !local.startsWith('.') &&
    !local.endsWith('.') &&
    !local.includes('..') &&
    labels.length >= 2 &&
    labels.every((label) => label.length <= 63 && DOMAIN_LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '') &&
    (labels.at(-1) ?? '').length >= 2
  );
}

export const emailValue: FieldValueType<string> = {
  operators: TEXT_OPERATORS,
  parse(input) {
    const cleaned = cleanText(input);
    if (!cleaned.ok || cleaned.value === null) return cleaned;
    const text = cleaned.value.normalize('NFKC');
    return isEmail(text) ? accepted(text) : refused('patternMismatch', { key: 'patternMismatch.email' });
  },
  parseOperand: (input) => cleanText(input),
  format: (value) => value,
  compare: compareText,
  isEmpty: isEmptyValue,
};
