export { FILTER_OPERATORS } from '@ruyi/contract/metadata';
export type { FilterCondition, FilterNode, FilterOperator, SortKey } from '@ruyi/contract/metadata';
export { ANY_TEXT_OPERATORS, checkFilter, readOperands, type FieldLookup } from './check-filter.js';
export {
  comparedWithDay,
  dateRange,
  instantsOf,
  isRelativeDateOperator,
  type DateRange,
  type InstantRange,
} from './date-range.js';
export { evaluateFilter, type FilterEnvironment, type FilterSubject } from './evaluate-filter.js';
export { conditionFields, fieldState, isConditional, subjectOf, type FieldState } from './field-state.js';
export { MOST_DAYS, operatorArity, type OperatorArity } from './operator-arity.js';
export { FILTER_LIMITS, parseFilter, parseFilterText, type FilterLimits, type FilterResult } from './parse-filter.js';
export { parseSort, SORT_KEYS, type SortResult } from './parse-sort.js';
