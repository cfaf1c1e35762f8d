import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { REGION_OPERATORS } from './operator-sets.js';
import { accepted, refused, type ParseResult } from './parse-result.js';
import type { ValueEnvironment } from './value-environment.js';

/** GB/T 2260: six digits; nine where a city has no districts and takes its 镇街 instead (东莞, 中山, 儋州, 嘉峪关). */
const CODE = /^[1-9]\d{5}(?:\d{3})?$/;

export function readRegion(input: unknown, env: ValueEnvironment): ParseResult<string> {
  if (typeof input !== 'string') return refused('invalidType', { key: 'invalidType.region' });
  const code = input.trim();
  if (!CODE.test(code)) return refused('patternMismatch', { key: 'patternMismatch.region' });
  const unknown = env.regions !== undefined && !env.regions.has(code) && env.previous !== code;
  return unknown ? refused('unknownOption', { key: 'unknownOption.region' }) : accepted(code);
}

/** `startsWith` takes the first digits of a code: 44 for 广东, 4401 for 广州. */
function readOperand(input: unknown): ParseResult<string> {
  if (typeof input !== 'string') return refused('invalidType', { key: 'invalidType.region' });
  const code = input.trim();
  return /^\d{1,9}$/.test(code) ? accepted(code) : refused('patternMismatch', { key: 'patternMismatch.region' });
}

export const regionValue: FieldValueType<string> = {
  operators: REGION_OPERATORS,
  parse: (input, _field, env) => readRegion(input, env),
  parseOperand: readOperand,
  format: (value, _field, _locale, env) => env.regions?.displayName(value) ?? value,
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  isEmpty: isEmptyValue,
};
