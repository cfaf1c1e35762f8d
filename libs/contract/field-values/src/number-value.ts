import type { Field, Locale } from '@ruyi/contract/metadata';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { NUMBER_OPERATORS } from './operator-sets.js';
import { accepted, refused, type ParseResult } from './parse-result.js';

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: Locale, decimals: number | undefined): Intl.NumberFormat {
  const key = `${locale} ${decimals ?? ''}`;
  let format = formats.get(key);
  if (!format) {
    const digits = { minimumFractionDigits: decimals ?? 0, maximumFractionDigits: decimals ?? 15 };
    format = new Intl.NumberFormat(locale, digits);
    formats.set(key, format);
  }
  return format;
}

/** Digits after the point of a number as JSON writes it. */
export function fractionDigits(value: number): number {
  const [mantissa = '', exponent = '0'] = String(Math.abs(value)).split('e');
  const digits = mantissa.split('.')[1]?.length ?? 0;
  return Math.max(0, digits - Number(exponent));
}

function readNumber(input: unknown, whole: boolean): ParseResult<number> {
  if (typeof input !== 'number' || Number.isNaN(input)) {
    return refused('invalidType', { key: whole ? 'invalidType.integer' : 'invalidType.number' });
  }
  if (!Number.isFinite(input) || Math.abs(input) > Number.MAX_SAFE_INTEGER) {
    return refused('outOfRange', { key: 'outOfRange.exactness' });
  }
  // -0 and 0 are one value to people and two to `Object.is` and to JSON's readers.
  return accepted(input === 0 ? 0 : input);
}

function checkBounds(value: number, min: unknown, max: unknown): ParseResult<number> {
  if (typeof min === 'number' && value < min) return refused('outOfRange', { key: 'outOfRange.min', params: { min } });
  if (typeof max === 'number' && value > max) return refused('outOfRange', { key: 'outOfRange.max', params: { max } });
  return accepted(value);
}

interface NumberRules {
  /** Digits after the point that a value may have; any number of them when absent. */
  decimals(field: Field): number | undefined;
  bounds(field: Field): readonly [min: unknown, max: unknown];
  readonly suffix?: string;
}

/** Stars of a rating when the field says nothing. */
export const STANDARD_STARS = 5;

function numberType(rules: NumberRules): FieldValueType<number> {
  return {
    operators: NUMBER_OPERATORS,
    parse(input, field) {
      const decimals = rules.decimals(field);
      const read = readNumber(input, decimals === 0);
      if (!read.ok || read.value === null) return read;
      if (decimals === 0 && !Number.isInteger(read.value))
        return refused('invalidType', { key: 'invalidType.integer' });
      if (decimals !== undefined && fractionDigits(read.value) > decimals) {
        return refused('outOfRange', { key: 'outOfRange.decimals', params: { decimals } });
      }
      return checkBounds(read.value, ...rules.bounds(field));
    },
    parseOperand: (input) => readNumber(input, false),
    format(value, field, locale) {
      return `${numberFormat(locale, field.decimals).format(value)}${rules.suffix ?? ''}`;
    },
    compare: (a, b) => a - b,
    isEmpty: isEmptyValue,
  };
}

const ownBounds = (field: Field): readonly [unknown, unknown] => [field.min, field.max];

export const numberValue = numberType({ decimals: (field) => field.decimals, bounds: ownBounds });
export const integerValue = numberType({ decimals: () => 0, bounds: ownBounds });
/** Percent points: 12.5 is 12.5 %. */
export const percentValue = numberType({ decimals: (field) => field.decimals, bounds: ownBounds, suffix: '%' });
export const ratingValue: FieldValueType<number> = {
  ...numberType({ decimals: () => 0, bounds: (field) => [1, field.stars ?? STANDARD_STARS] }),
  format: (value) => '★'.repeat(Math.max(0, Math.min(10, value))),
};
