import {
  isPlainObject,
  moneyMinor,
  type Money,
  type RelativeDateOperator,
  type ValueEnvironment,
} from '@ruyi/contract/field-values';
import type { Field } from '@ruyi/contract/metadata';
import { comparedWithDay, dateRange, instantsOf, type DateRange } from './date-range.js';

/** A value that is not empty and an operand, both canonical. */
export interface Compared {
  readonly value: unknown;
  readonly operand: unknown;
}

type OrderOperator = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';

function isMoney(value: unknown): value is Money {
  return isPlainObject(value) && typeof value.amount === 'string' && typeof value.currency === 'string';
}

/**
 * The number or text that stands for a value in comparisons. Money of another currency than the tenant's has none:
 * it is like no amount. An operand's figure counts as it stands.
 */
function comparable(input: unknown, field: Field, currency: string | null): number | string | boolean | null {
  if (isMoney(input)) return currency === null || input.currency === currency ? moneyMinor(input) : null;
  if (isPlainObject(input)) return typeof input.id === 'string' ? input.id : null;
  if (field.type === 'dateTime' && typeof input === 'string') return Date.parse(input);
  return typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean' ? input : null;
}

function inRange(value: unknown, range: DateRange, field: Field, timeZone: string): boolean {
  if (field.type !== 'dateTime') {
    const day = String(value);
    return (range.from === null || day >= range.from) && (range.to === null || day < range.to);
  }
  const instant = Date.parse(String(value));
  const { from, to } = instantsOf(range, timeZone);
  return (from === null || instant >= from.getTime()) && (to === null || instant < to.getTime());
}

/** Whether value and operand stand in the order; an instant is compared with a day as with all of it. */
export function isOrdered(
  field: Field,
  op: OrderOperator,
  { value, operand }: Compared,
  env: ValueEnvironment,
): boolean {
  if (field.type === 'dateTime' && typeof operand === 'string' && operand.length === 10) {
    const range = comparedWithDay(op, operand);
    return range !== null && inRange(value, range, field, env.timeZone);
  }
  const left = comparable(value, field, env.baseCurrency);
  const right = comparable(operand, field, null);
  if (left === null || right === null) return false;
  switch (op) {
    case 'eq':
      return left === right;
    case 'gt':
      return left > right;
    case 'gte':
      return left >= right;
    case 'lt':
      return left < right;
    case 'lte':
      return left <= right;
  }
}

/** Whether a day or an instant lies in the days that a relative operator means now. */
export function isWithin(
  field: Field,
  op: RelativeDateOperator,
  { value, n }: { readonly value: unknown; readonly n: number },
  env: ValueEnvironment & { readonly now: Date },
): boolean {
  return inRange(value, dateRange(op, n, env.now, env.timeZone), field, env.timeZone);
}
