import type { FilterOperator } from '@ruyi/contract/query';

/** Operators whose value is a list. */
export function takesList(op: FilterOperator): boolean {
  return op === 'in' || op === 'notIn' || op === 'hasAny' || op === 'hasAll' || op === 'hasNone';
}
