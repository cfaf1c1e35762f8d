import type { FilterOperator } from '@ruyi/contract/metadata';

const EMPTINESS = ['isEmpty', 'isNotEmpty'] as const;

export const TEXT_OPERATORS: readonly FilterOperator[] = [
  'eq',
  'ne',
  'in',
  'notIn',
  'contains',
  'notContains',
  'startsWith',
  ...EMPTINESS,
];

export const NUMBER_OPERATORS: readonly FilterOperator[] = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  ...EMPTINESS,
];

/** Relative to the present day in the tenant's zone; those in {@link COUNTED_DATE_OPERATORS} take a number of days. */
export const RELATIVE_DATE_OPERATORS = [
  'today',
  'yesterday',
  'tomorrow',
  'thisWeek',
  'lastWeek',
  'nextWeek',
  'thisMonth',
  'lastMonth',
  'nextMonth',
  'thisQuarter',
  'thisYear',
  'lastDays',
  'nextDays',
  'olderThanDays',
] as const satisfies readonly FilterOperator[];

export type RelativeDateOperator = (typeof RELATIVE_DATE_OPERATORS)[number];

export const COUNTED_DATE_OPERATORS = [
  'lastDays',
  'nextDays',
  'olderThanDays',
] as const satisfies readonly FilterOperator[];

export const DATE_OPERATORS: readonly FilterOperator[] = [...NUMBER_OPERATORS, ...RELATIVE_DATE_OPERATORS];

export const CHOICE_OPERATORS: readonly FilterOperator[] = ['eq', 'ne', 'in', 'notIn', ...EMPTINESS];

/** A region is also found by what it lies in: `startsWith` 44 is all of 广东. */
export const REGION_OPERATORS: readonly FilterOperator[] = ['eq', 'ne', 'in', 'notIn', 'startsWith', ...EMPTINESS];

export const USER_OPERATORS: readonly FilterOperator[] = [...CHOICE_OPERATORS, 'me', 'subordinates', 'department'];

export const SET_OPERATORS: readonly FilterOperator[] = ['hasAny', 'hasAll', 'hasNone', ...EMPTINESS];

export const PART_OPERATORS: readonly FilterOperator[] = ['contains', 'notContains', ...EMPTINESS];

export const EMPTINESS_OPERATORS: readonly FilterOperator[] = EMPTINESS;

export const NO_OPERATORS: readonly FilterOperator[] = [];
