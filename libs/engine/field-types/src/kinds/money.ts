import { fieldSql } from '../field-sql.js';
import type { FieldType, ValueScope } from '../field-type.js';
import { fromMinorUnits, toMinorUnits } from '../minor-units.js';

interface Money {
  readonly amount: string;
  readonly currency: string;
}

interface StoredMoney {
  readonly minor: number | string;
  readonly currency: string;
  readonly base: number | string | null;
}

const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;

/** A JSON number where it is exact, else the digits. */
const exact = (minor: bigint): number | string => (Number.isSafeInteger(Number(minor)) ? Number(minor) : String(minor));

/** A filter's operand may be a plain amount of the base currency. */
function minorOf(value: unknown, scope: ValueScope): bigint | null {
  if (isMoney(value)) return toMinorUnits(String(value.amount), value.currency);
  if (typeof value === 'number' || typeof value === 'string') return toMinorUnits(String(value), scope.baseCurrency);
  return null;
}

/** Until there are rates, only money in the tenant's base currency can be compared and summed. */
function baseOf(value: unknown, scope: ValueScope): bigint | null {
  return isMoney(value) && value.currency !== scope.baseCurrency ? null : minorOf(value, scope);
}

const textOrNull = (minor: bigint | null): string | null => (minor === null ? null : String(minor));

export const money: FieldType = {
  kind: 'money',
  columns: () => [
    { part: 'minor', suffix: '_minor', sqlType: 'int8' },
    { part: 'currency', suffix: '_currency', sqlType: 'char(3)' },
    { part: 'base', suffix: '_base', sqlType: 'int8' },
  ],
  index: 'number',
  encode: (value, scope) => ({
    minor: textOrNull(minorOf(value, scope)),
    currency: isMoney(value) ? value.currency : value === null ? null : scope.baseCurrency,
    base: textOrNull(baseOf(value, scope)),
  }),
  decode: ({ minor, currency }) => {
    if (minor === null || minor === undefined) return null;
    const code = String(currency);
    return { amount: fromMinorUnits(BigInt(String(minor)), code), currency: code };
  },
  toDocument: (value, scope): StoredMoney | undefined => {
    const minor = minorOf(value, scope);
    if (minor === null) return undefined;
    const base = baseOf(value, scope);
    return { minor: exact(minor), currency: isMoney(value) ? value.currency : scope.baseCurrency, base: base === null ? null : exact(base) };
  },
  fromDocument: (stored) => {
    if (typeof stored !== 'object' || stored === null) return null;
    const { minor, currency } = stored as StoredMoney;
    return { amount: fromMinorUnits(BigInt(minor), currency), currency };
  },
  slotValue: (value, scope) => {
    const base = baseOf(value, scope);
    return base === null ? null : Number(base);
  },
  indexValues: () => [],
  uniqueText: () => null,
  searchText: () => [],
  sql: fieldSql({
    sqlType: 'int8',
    slotType: 'float8',
    part: 'base',
    presence: 'minor',
    readDocument: (document) => `(${document}->>'base')::int8`,
    parameter: (value, scope) => textOrNull(minorOf(value, scope)),
    slotParameter: (value, scope) => {
      const minor = minorOf(value, scope);
      return minor === null ? null : Number(minor);
    },
  }),
};
