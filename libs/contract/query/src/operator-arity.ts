import { COUNTED_DATE_OPERATORS, RELATIVE_DATE_OPERATORS } from '@ruyi/contract/field-values';
import type { FilterOperator } from '@ruyi/contract/metadata';

/** How many operands an operator takes: none, one, a list, a lower and an upper bound, or a number of days. */
export type OperatorArity = 'none' | 'one' | 'list' | 'pair' | 'days';

const NONE: readonly FilterOperator[] = ['isEmpty', 'isNotEmpty', 'me', 'subordinates', 'department'];
const LISTS: readonly FilterOperator[] = ['in', 'notIn', 'hasAny', 'hasAll', 'hasNone'];

export function operatorArity(op: FilterOperator): OperatorArity {
  if ((COUNTED_DATE_OPERATORS as readonly FilterOperator[]).includes(op)) return 'days';
  if (NONE.includes(op) || (RELATIVE_DATE_OPERATORS as readonly FilterOperator[]).includes(op)) return 'none';
  if (LISTS.includes(op)) return 'list';
  return op === 'between' ? 'pair' : 'one';
}

/** The most days of `lastDays` and its like. */
export const MOST_DAYS = 36_500;
