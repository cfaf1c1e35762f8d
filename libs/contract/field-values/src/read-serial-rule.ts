import type { SerialRule } from '@ruyi/contract/metadata';
import { cleanText, codePointLength } from './clean-text.js';
import { accepted, prefixIssues, refused, type ParseResult } from './parse-result.js';
import { isPlainObject } from './plain-object.js';
import { unknownKeyIssues } from './unknown-keys.js';

const RESETS = ['never', 'year', 'month', 'day'] as const;
const TOKEN = /\{([^{}]*)\}/g;

/** The rule of a serial number whose admin gave none. */
export const STANDARD_SERIAL: SerialRule = { format: '{yyyy}{MM}{dd}-{0000}', reset: 'day' };

function isReset(value: unknown): value is SerialRule['reset'] {
  return (RESETS as readonly unknown[]).includes(value);
}

/** The counter starts again only where the number says which year, month or day it belongs to; otherwise numbers would repeat. */
function tellsPeriod(format: string, reset: SerialRule['reset']): boolean {
  const year = /\{yy(?:yy)?\}/.test(format);
  const month = year && format.includes('{MM}');
  const day = month && format.includes('{dd}');
  return { never: true, year, month, day }[reset];
}

function checkFormat(format: string): boolean {
  const tokens = [...format.matchAll(TOKEN)].map(([, token = '']) => token);
  const counters = tokens.filter((token) => /^0{1,10}$/.test(token));
  const known = tokens.every((token) => /^(?:yyyy|yy|MM|dd|0{1,10})$/.test(token));
  return known && counters.length === 1 && !/[{}]/.test(format.replace(TOKEN, ''));
}

/** `{format, reset, start?}`: one counter in the format, at most 60 characters, periods named where it starts again. */
export function readSerialRule(input: unknown): ParseResult<SerialRule> {
  if (!isPlainObject(input)) return refused('invalidType', { key: 'invalidType.serialRule' });
  const unknown = unknownKeyIssues(input, ['format', 'reset', 'start']);
  if (unknown.length > 0) return { ok: false, issues: unknown };
  const format = cleanText(input.format);
  if (!format.ok) return { ok: false, issues: prefixIssues('format', format.issues) };
  if (format.value === null) return refused('required', { path: 'format' });
  if (codePointLength(format.value) > 60) return refused('tooLong', { path: 'format', params: { max: 60 } });
  if (!checkFormat(format.value)) return refused('patternMismatch', { path: 'format', key: 'patternMismatch.serial' });
  const reset = input.reset ?? 'never';
  if (!isReset(reset)) return refused('unknownOption', { path: 'reset' });
  if (!tellsPeriod(format.value, reset))
    return refused('patternMismatch', { path: 'reset', key: 'patternMismatch.serialReset' });
  const start = input.start ?? undefined;
  if (start === undefined) return accepted({ format: format.value, reset });
  if (typeof start !== 'number' || !Number.isInteger(start))
    return refused('invalidType', { path: 'start', key: 'invalidType.integer' });
  if (start < 1 || start > 1_000_000_000) {
    return refused('outOfRange', { path: 'start', key: 'outOfRange.between', params: { min: 1, max: 1_000_000_000 } });
  }
  return accepted({ format: format.value, reset, start });
}
