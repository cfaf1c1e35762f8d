/** Operators of the filter language, see the API page "Filter". */
export const FILTER_OPERATORS = [
  'eq',
  'ne',
  'in',
  'notIn',
  'contains',
  'notContains',
  'startsWith',
  'isEmpty',
  'isNotEmpty',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
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
  'me',
  'subordinates',
  'department',
  'hasAny',
  'hasAll',
  'hasNone',
] as const;

export type FilterOperator = (typeof FILTER_OPERATORS)[number];

export interface FilterCondition {
  /** A field key, or a path through references: `customer.industry`; `*` is any field that can be searched as text. */
  readonly field: string;
  readonly op: FilterOperator;
  readonly value?: unknown;
}

export type FilterNode =
  | FilterCondition
  | { readonly and: readonly FilterNode[] }
  | { readonly or: readonly FilterNode[] }
  | { readonly not: FilterNode };

export interface SortKey {
  readonly field: string;
  readonly descending?: boolean;
}
