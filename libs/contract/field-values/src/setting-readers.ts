import type { DefaultExpression, Field, FieldKind, FieldSettings, SettingName } from '@ruyi/contract/metadata';
import { cleanText, codePointLength } from './clean-text.js';
import { currencyDigits } from './currency-digits.js';
import { readDate } from './date-value.js';
import { accepted, refused, type ParseResult } from './parse-result.js';
import { isPlainObject } from './plain-object.js';
import { readLabel } from './read-label.js';
import { readOptions } from './read-options.js';
import { readSerialRule } from './read-serial-rule.js';
import { MAX_LENGTHS, SETTINGS_LIMITS, type SettingsEnvironment } from './settings-environment.js';

/** What a setting's reader may look at. */
export interface SettingSource {
  readonly kind: FieldKind;
  /** The field as it is, when it is being changed. */
  readonly current: Partial<FieldSettings>;
  readonly env: SettingsEnvironment;
}

type SettingReader = (input: unknown, source: SettingSource) => ParseResult<unknown>;

const label =
  (max: number): SettingReader =>
  (input) =>
    readLabel(input, max);

const flag: SettingReader = (input) =>
  typeof input === 'boolean' ? accepted(input) : refused('invalidType', { key: 'invalidType.boolean' });

const oneOf =
  (...values: readonly (string | number)[]): SettingReader =>
  (input) =>
    (values as readonly unknown[]).includes(input)
      ? accepted(input)
      : refused('unknownOption', { key: 'unknownOption.setting', params: { values: values.join(', ') } });

const condition: SettingReader = (input, { env }) => env.readCondition(input);

function wholeNumber(input: unknown, min: number, max: number): ParseResult<number> {
  if (typeof input !== 'number' || !Number.isInteger(input))
    return refused('invalidType', { key: 'invalidType.integer' });
  return input < min || input > max
    ? refused('outOfRange', { key: 'outOfRange.between', params: { min, max } })
    : accepted(input);
}

const length: SettingReader = (input, { kind }) => wholeNumber(input, 0, MAX_LENGTHS[kind] ?? 500);

/** Bounds are days for dates and plain numbers otherwise, for money in the field's currency. */
const bound: SettingReader = (input, { kind }) => {
  if (kind === 'date' || kind === 'dateTime') return readDate(input);
  if (typeof input !== 'number' || Number.isNaN(input)) return refused('invalidType', { key: 'invalidType.number' });
  if (Math.abs(input) > Number.MAX_SAFE_INTEGER) return refused('outOfRange', { key: 'outOfRange.exactness' });
  if (kind === 'integer' && !Number.isInteger(input)) return refused('invalidType', { key: 'invalidType.integer' });
  return accepted(input);
};

const EXPRESSIONS: Readonly<Partial<Record<FieldKind, readonly DefaultExpression['expression'][]>>> = {
  user: ['me'],
  department: ['myDepartment'],
  date: ['today'],
  dateTime: ['now', 'today'],
};

/** Whether a default is one of the expressions that are evaluated when a record is made. */
export function isDefaultExpression(value: unknown): value is DefaultExpression {
  return isPlainObject(value) && typeof value.expression === 'string';
}

/** Fixed values are checked against the finished field; here only expressions are. */
const defaultValue: SettingReader = (input, { kind }) => {
  if (!isDefaultExpression(input)) return accepted(input);
  const known = EXPRESSIONS[kind]?.includes(input.expression) === true && Object.keys(input).length === 1;
  return known
    ? accepted({ expression: input.expression })
    : refused('unknownOption', { path: 'expression', key: 'unknownOption.expression' });
};

const pattern: SettingReader = (input, { env }) => {
  const cleaned = cleanText(input);
  if (!cleaned.ok || cleaned.value === null) return cleaned;
  const max = SETTINGS_LIMITS.pattern;
  if (codePointLength(cleaned.value) > max) return refused('tooLong', { params: { max } });
  return env.isPattern?.(cleaned.value) === false
    ? refused('patternMismatch', { key: 'patternMismatch.pattern' })
    : accepted(cleaned.value);
};

const currency: SettingReader = (input) =>
  typeof input === 'string' && currencyDigits(input) !== undefined
    ? accepted(input)
    : refused('unknownOption', { key: 'unknownOption.currency' });

const target: SettingReader = (input, { env, current }) => {
  if (typeof input !== 'string' || !env.modules.includes(input)) {
    return refused('unknownOption', { key: 'unknownOption.module' });
  }
  return current.target !== undefined && current.target !== input
    ? refused('notAllowed', { key: 'notAllowed.fixedSetting' })
    : accepted(input);
};

/** How each setting is read, before settings are held against each other. */
export const SETTING_READERS: Readonly<Record<SettingName, SettingReader>> = {
  label: label(SETTINGS_LIMITS.label),
  help: label(SETTINGS_LIMITS.help),
  placeholder: label(SETTINGS_LIMITS.label),
  patternMessage: label(SETTINGS_LIMITS.label),
  required: flag,
  unique: flag,
  indexed: flag,
  readOnly: flag,
  hidden: flag,
  audited: flag,
  default: defaultValue,
  min: bound,
  max: bound,
  minLength: length,
  maxLength: (input, { kind }) => wholeNumber(input, 1, MAX_LENGTHS[kind] ?? 500),
  decimals: (input) => wholeNumber(input, 0, SETTINGS_LIMITS.decimals),
  stars: (input) => wholeNumber(input, 1, SETTINGS_LIMITS.stars),
  pattern,
  format: oneOf('creditCode'),
  showWhen: condition,
  requiredWhen: condition,
  readOnlyWhen: condition,
  width: oneOf(25, 50, 75, 100),
  display: oneOf('dropdown', 'tiles'),
  options: (input, { current, env }) => readOptions(input, { current: current.options ?? [], env }),
  currency,
  target,
  // Only shipped modules point to several; parseFieldSettings does not let the key through.
  targets: () => refused('notAllowed', { key: 'notAllowed.fixedSetting' }),
  serial: readSerialRule,
};

/** A field with the settings, for holding a default against. */
export function fieldOf(kind: FieldKind, settings: Partial<FieldSettings>): Field {
  return { label: { zh: '' }, ...settings, key: 'default', type: kind, origin: 'custom', required: false };
}
