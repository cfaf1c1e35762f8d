import { fromMinor, moneyMinor, type Money } from '@ruyi/contract/field-values';
import { fieldSql } from '../field-sql.js';
import type { FieldType, ValueScope } from '../field-type.js';

/** How the `custom` document holds an amount: whole minor units, and those of the base currency for comparing. */
interface StoredMoney {
  readonly minor: number;
  readonly currency: string;
  readonly base: number | null;
}

function stored(value: unknown, scope: ValueScope): StoredMoney | null {
  if (value === null || value === undefined) return null;
  const money = value as Money;
  const minor = moneyMinor(money);
  // Until there are rates, only money in the tenant's base currency can be compared and summed.
  return { minor, currency: money.currency, base: money.currency === scope.baseCurrency ? minor : null };
}

const comparable = (value: unknown, scope: ValueScope): number | null => {
  const money = stored(value, scope);
  return money === null ? null : (money.base ?? money.minor);
};

export const money: FieldType = {
  kind: 'money',
  columns: () => [
    { part: 'minor', suffix: '_minor', sqlType: 'int8' },
    { part: 'currency', suffix: '_currency', sqlType: 'char(3)' },
    { part: 'base', suffix: '_base', sqlType: 'int8' },
  ],
  index: 'number',
  encode: (value, scope) => {
    const { minor, currency, base } = stored(value, scope) ?? { minor: null, currency: null, base: null };
    return { minor, currency, base };
  },
  decode: ({ minor, currency }) => {
    if (minor === null || minor === undefined) return null;
    const code = String(currency);
    return { amount: fromMinor(BigInt(String(minor)), code), currency: code };
  },
  toDocument: (value, scope) => stored(value, scope) ?? undefined,
  fromDocument: (document) => {
    if (typeof document !== 'object' || document === null) return null;
    const { minor, currency } = document as StoredMoney;
    return { amount: fromMinor(minor, currency), currency };
  },
  slotValue: (value, scope) => stored(value, scope)?.base ?? null,
  indexValues: () => [],
  searchText: () => [],
  sql: fieldSql({
    sqlType: 'int8',
    slotType: 'float8',
    part: 'base',
    presence: 'minor',
    readDocument: (document) => `(${document}->>'base')::int8`,
    parameter: comparable,
  }),
};
