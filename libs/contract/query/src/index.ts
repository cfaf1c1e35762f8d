export { FILTER_OPERATORS } from '@ruyi/contract/metadata';
export type { FilterCondition, FilterNode, FilterOperator, SortKey } from '@ruyi/contract/metadata';
