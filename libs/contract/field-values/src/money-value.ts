import type { Field, Locale } from '@ruyi/contract/metadata';
import { currencyDigits } from './currency-digits.js';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { NUMBER_OPERATORS } from './operator-sets.js';
import { accepted, refused, type ParseResult } from './parse-result.js';
import type { ValueEnvironment } from './value-environment.js';
import { unknownKeyIssues } from './unknown-keys.js';
import { isPlainObject } from './plain-object.js';

/** An exact amount: a decimal with the currency's digits, never a float. */
export interface Money {
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
}

const DECIMAL = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?$/;

/**
 * Whole minor units of a decimal (`12.30` CNY → 1230), exact to 2^53. A number is taken as JSON writes it.
 * Digits beyond the currency's are refused unless they are zeros.
 */
export function toMinor(amount: string | number, currency: string): ParseResult<number> {
  const digits = currencyDigits(currency);
  if (digits === undefined) return refused('unknownOption', { path: 'currency', key: 'unknownOption.currency' });
  const text = typeof amount === 'number' ? plainDecimal(amount) : amount.trim();
  if (text === undefined) return refused('outOfRange', { key: 'outOfRange.exactness' });
  const match = DECIMAL.exec(text);
  if (!match) return refused('invalidType', { key: 'invalidType.money' });
  const [, sign = '', whole = '', fraction = ''] = match;
  const kept = fraction.slice(0, digits).padEnd(digits, '0');
  if (/[1-9]/.test(fraction.slice(digits))) {
    return refused('outOfRange', { key: 'outOfRange.decimals', params: { decimals: digits } });
  }
  const minor = BigInt(`${whole}${kept}`);
  if (minor > BigInt(Number.MAX_SAFE_INTEGER)) return refused('outOfRange', { key: 'outOfRange.exactness' });
  return accepted(sign === '-' && minor !== 0n ? -Number(minor) : Number(minor));
}

/** `1230` CNY → `12.30`. */
export function fromMinor(minor: number | bigint, currency: string): string {
  const digits = currencyDigits(currency) ?? 2;
  const value = BigInt(minor);
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${value < 0n ? '-' : ''}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ''}`;
}

/** A number's decimal text without an exponent; undefined when it is beyond what money can hold anyway. */
function plainDecimal(value: number): string | undefined {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return undefined;
  const text = String(value);
  return text.includes('e') ? value.toFixed(40) : text;
}

/** Minor units of a canonical value; only for values that came out of a parse. */
export function moneyMinor(money: Money): number {
  const minor = toMinor(money.amount, money.currency);
  return minor.ok && minor.value !== null ? minor.value : Number.NaN;
}

function readMoney(input: unknown, field: Field, env: ValueEnvironment): ParseResult<Money> {
  const standard = field.currency ?? env.baseCurrency;
  if (typeof input === 'number' || typeof input === 'string') return toMoney(input, standard, '');
  if (!isPlainObject(input)) return refused('invalidType', { key: 'invalidType.money' });
  const unknown = unknownKeyIssues(input, ['amount', 'currency']);
  if (unknown.length > 0) return { ok: false, issues: unknown };
  const { amount, currency = standard } = input;
  if (amount === null || amount === undefined || amount === '') return accepted<Money>(null);
  if (typeof amount !== 'number' && typeof amount !== 'string') {
    return refused('invalidType', { path: 'amount', key: 'invalidType.money' });
  }
  if (currency !== null && typeof currency !== 'string')
    return refused('invalidType', { path: 'currency', key: 'invalidType.text' });
  return toMoney(amount, currency ?? standard, 'amount');
}

function toMoney(amount: string | number, currency: string, path: string): ParseResult<Money> {
  const minor = toMinor(amount, currency);
  if (!minor.ok)
    return { ok: false, issues: minor.issues.map((issue) => (issue.path === '' ? { ...issue, path } : issue)) };
  return accepted({ amount: fromMinor(minor.value ?? 0, currency), currency });
}

const formats = new Map<string, Intl.NumberFormat>();

/** `¥1,234.50`, exact for every amount that money can hold. */
export function formatMoney(money: Money, locale: Locale): string {
  const key = `${locale} ${money.currency}`;
  let format = formats.get(key);
  if (!format) {
    const digits = currencyDigits(money.currency) ?? 2;
    const style = { style: 'currency', currency: money.currency } as const;
    format = new Intl.NumberFormat(locale, { ...style, minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(key, format);
  }
  return format.format(money.amount as `${number}`);
}

export const moneyValue: FieldValueType<Money> = {
  operators: NUMBER_OPERATORS,
  parse(input, field, env) {
    const read = readMoney(input, field, env);
    if (!read.ok || read.value === null) return read;
    const amount = Number(read.value.amount);
    if (typeof field.min === 'number' && amount < field.min) {
      return refused('outOfRange', { key: 'outOfRange.min', params: { min: field.min } });
    }
    if (typeof field.max === 'number' && amount > field.max) {
      return refused('outOfRange', { key: 'outOfRange.max', params: { max: field.max } });
    }
    return read;
  },
  parseOperand: readMoney,
  format: (value, _field, locale) => formatMoney(value, locale),
  /** Of different currencies by the figure; the server compares amounts in the base currency instead. */
  compare: (a, b) => (a.currency === b.currency ? moneyMinor(a) - moneyMinor(b) : Number(a.amount) - Number(b.amount)),
  isEmpty: isEmptyValue,
};
