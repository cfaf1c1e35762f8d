import { cleanText } from './clean-text.js';
import { compareText } from './compare-text.js';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { TEXT_OPERATORS } from './operator-sets.js';
import { accepted, refused, type ParseResult } from './parse-result.js';

const MAINLAND = /^1[3-9]\d{9}$/;
/** What people put between the digits. */
const SEPARATORS = /[\s\-‐-―−·.()]/g;

/**
 * The canonical form of a mobile number: 11 digits of the mainland, else `+` and digits (E.164); undefined when it is
 * none. Full-width digits, spaces, dashes and +86, 0086 or 86 in front are taken away.
 */
export function canonicalMobile(text: string): string | undefined {
  const digits = text
    .normalize('NFKC')
    .replace(SEPARATORS, '')
    .replace(/^00(?=[1-9])/, '+');
  const domestic = digits.replace(/^\+?86(?=1\d{10}$)/, '');
  if (MAINLAND.test(domestic)) return domestic;
  if (digits.startsWith('+86')) return undefined;
  if (digits.startsWith('+852')) return /^\+852[4-9]\d{7}$/.test(digits) ? digits : undefined;
  if (digits.startsWith('+853')) return /^\+8536\d{7}$/.test(digits) ? digits : undefined;
  if (digits.startsWith('+886')) {
    const taiwan = digits.replace(/^\+8860/, '+886');
    return /^\+8869\d{8}$/.test(taiwan) ? taiwan : undefined;
  }
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}

function readMobile(input: unknown): ParseResult<string> {
  const cleaned = cleanText(input);
  if (!cleaned.ok || cleaned.value === null) return cleaned;
  const mobile = cleaned.value.length <= 60 ? canonicalMobile(cleaned.value) : undefined;
  return mobile === undefined ? refused('patternMismatch', { key: 'patternMismatch.mobile' }) : accepted(mobile);
}

/** A part of a number is a fair operand: as stored when it is whole, else its digits. */
function readOperand(input: unknown): ParseResult<string> {
  const cleaned = cleanText(input);
  if (!cleaned.ok || cleaned.value === null) return cleaned;
  const text = cleaned.value.slice(0, 200);
  return accepted(canonicalMobile(text) ?? (text.normalize('NFKC').replace(SEPARATORS, '') || null));
}

export const mobileValue: FieldValueType<string> = {
  operators: TEXT_OPERATORS,
  parse: readMobile,
  parseOperand: readOperand,
  format: (value) => value,
  compare: compareText,
  isEmpty: isEmptyValue,
};
