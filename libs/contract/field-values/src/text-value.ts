import type { Field } from '@ruyi/contract/metadata';
import { cleanText, codePointLength } from './clean-text.js';
import { hasValidCreditCode } from './credit-code.js';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { TEXT_OPERATORS } from './operator-sets.js';
import { accepted, refused, type ParseResult } from './parse-result.js';
import { compareText } from './compare-text.js';
import type { ValueEnvironment } from './value-environment.js';

/** Lengths in code points when the field says nothing, and the most that an admin may set. */
export const TEXT_LENGTHS = {
  text: { standard: 255, most: 500 },
  longText: { standard: 20_000, most: 100_000 },
  richText: { standard: 100_000, most: 100_000 },
} as const;

type TextKind = keyof typeof TEXT_LENGTHS;

function checkLength(text: string, field: Field, most: number): ParseResult<string> {
  const max = Math.min(field.maxLength ?? most, most);
  // A text of n code points has at most 2n code units: what is far too long is not counted.
  const length = text.length > max * 2 ? text.length : codePointLength(text);
  if (length > max) return refused('tooLong', { params: { max } });
  if (field.minLength !== undefined && length < field.minLength) {
    return refused('outOfRange', { key: 'outOfRange.minLength', params: { min: field.minLength } });
  }
  return accepted(text);
}

function checkPattern(text: string, field: Field, env: ValueEnvironment): ParseResult<string> {
  if (field.pattern && env.matchesPattern && !env.matchesPattern(field.pattern, text)) {
    return field.patternMessage
      ? refused('patternMismatch', {
          key: 'patternMismatch.custom',
          params: { zh: field.patternMessage.zh, en: field.patternMessage.en ?? field.patternMessage.zh },
        })
      : refused('patternMismatch');
  }
  return accepted(text);
}

function textType(kind: TextKind): FieldValueType<string> {
  const lines = kind === 'text' ? 'single' : 'multiple';
  const { standard, most } = TEXT_LENGTHS[kind];
  return {
    operators: TEXT_OPERATORS,
    parse(input, field, env) {
      const cleaned = cleanText(input, lines);
      if (!cleaned.ok || cleaned.value === null) return cleaned;
      const text = field.format === 'creditCode' ? cleaned.value.normalize('NFKC').toUpperCase() : cleaned.value;
      if (kind === 'richText' && env.cleanHtml) {
        // What is far too long is not even parsed.
        const whole = checkLength(text, { ...field, maxLength: most, minLength: undefined }, most);
        if (!whole.ok) return whole;
        const harmless = env.cleanHtml(text).trim();
        return harmless === '' ? accepted(null) : checkLength(harmless, field, standard);
      }
      const fitting = checkLength(text, field, field.maxLength === undefined ? standard : most);
      if (!fitting.ok) return fitting;
      if (field.format === 'creditCode' && !hasValidCreditCode(text)) {
        return refused('patternMismatch', { key: 'patternMismatch.creditCode' });
      }
      return checkPattern(text, field, env);
    },
    parseOperand: (input) => cleanText(input, lines),
    format: (value) => value,
    compare: compareText,
    isEmpty: isEmptyValue,
  };
}

export const textValue = textType('text');
export const longTextValue = textType('longText');
export const richTextValue = textType('richText');
