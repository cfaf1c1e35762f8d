import { cleanText } from './clean-text.js';
import { compareText } from './compare-text.js';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { canonicalMobile } from './mobile-value.js';
import { TEXT_OPERATORS } from './operator-sets.js';
import { accepted, refused, type ParseResult } from './parse-result.js';

const AREA = '0(?:10|2\\d|[3-9]\\d{2})';
const LOCAL = '[2-8]\\d{6,7}';
/** After an area code any number is taken: what is given out has outgrown the plan's first digits. */
const SUBSCRIBER = '[1-9]\\d{6,7}';
/** `021-5888888-801`: dashes say where the extension begins, digits alone would not. */
const DASHED_EXTENSION = new RegExp(`^((?:${AREA})-?(?:${SUBSCRIBER})|[48]00-?\\d{3}-?\\d{4})-(\\d{1,6})$`);
const NAMED_EXTENSION = /^(.*?)[,，;]?(?:转|轉|分机|EXT\.?|X|#)[:.]?(\d{1,6})$/;
const WITH_AREA = new RegExp(`^(${AREA})(${SUBSCRIBER})$`);
const SERVICE = /^(?:9[56]\d{3,6}|1[02]\d{3,6}|11\d|12\d)$/;

function canonicalMain(text: string): string | undefined {
  const digits = text.replace(/[\-.()]/g, '').replace(/^(?:\+|00)86/, '');
  if (/^[48]00\d{7}$/.test(digits)) return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
  const withArea = WITH_AREA.exec(digits) ?? (digits === text ? null : WITH_AREA.exec(`0${digits}`));
  const international = /^(?:\+|00)86/.test(text);
  if (withArea && (digits.startsWith('0') || international)) return `${withArea[1]}-${withArea[2]}`;
  if (new RegExp(`^${LOCAL}$`).test(digits) || SERVICE.test(digits)) return digits;
  const abroad = text.replace(/[\-.()]/g, '').replace(/^00(?=[1-9])/, '+');
  return canonicalMobile(text) ?? (!international && /^\+[1-9]\d{6,14}$/.test(abroad) ? abroad : undefined);
}

/**
 * The canonical form of a telephone number: `021-58888888-801`, `400-800-1234`, a local or service number as digits,
 * a mobile or foreign number as {@link canonicalMobile} has it; undefined when it is none.
 */
export function canonicalTelephone(input: string): string | undefined {
  const text = input
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[‐-―−]/g, '-')
    .replace(/[)）]\s*/g, '-')
    .replace(/[\s(（]/g, '')
    .replace(/-+/g, '-');
  const dashed = DASHED_EXTENSION.exec(text);
  const [, main = text, extension] = dashed ?? NAMED_EXTENSION.exec(text) ?? [];
  const number = canonicalMain(main.replace(/-$/, ''));
  if (number === undefined) return undefined;
  return extension ? `${number}-${extension}` : number;
}

function readTelephone(input: unknown): ParseResult<string> {
  const cleaned = cleanText(input);
  if (!cleaned.ok || cleaned.value === null) return cleaned;
  const telephone = cleaned.value.length <= 60 ? canonicalTelephone(cleaned.value) : undefined;
  return telephone === undefined
    ? refused('patternMismatch', { key: 'patternMismatch.telephone' })
    : accepted(telephone);
}

function readOperand(input: unknown): ParseResult<string> {
  const cleaned = cleanText(input);
  if (!cleaned.ok || cleaned.value === null) return cleaned;
  return accepted((cleaned.value.length <= 60 ? canonicalTelephone(cleaned.value) : undefined) ?? cleaned.value);
}

export const telephoneValue: FieldValueType<string> = {
  operators: TEXT_OPERATORS,
  parse: readTelephone,
  parseOperand: readOperand,
  format: (value) => value,
  compare: compareText,
  isEmpty: isEmptyValue,
};
