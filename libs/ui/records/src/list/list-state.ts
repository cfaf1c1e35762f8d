import type { FilterCondition, FilterNode, SortKey } from '@ruyi/contract/query';

/** All that decides what a list shows; it lives in the address, so that a list can be bookmarked, sent and gone back to. */
export interface ListState {
  /** Key of the view; null is the module's first. */
  readonly view: string | null;
  /** Whose records 下属负责的 shows. */
  readonly subordinate: string | null;
  /** The pool that the pool page shows; `any` is every pool that the reader may see. */
  readonly pool: string | null;
  /** Any field contains this. */
  readonly search: string;
  /** The condition of the quick row, when it names a field. */
  readonly quick: FilterCondition | null;
  /** What the filter drawer says. */
  readonly filter: FilterNode | null;
  /** Null is the view's own order. */
  readonly sort: readonly SortKey[] | null;
  readonly page: number;
  /** Read from the end: the last page of a list that is too long to count. */
  readonly last: boolean;
  readonly size: number;
  /** The record beside the list. */
  readonly open: string | null;
}

export const PAGE_SIZES = [20, 50, 100, 200] as const;

export const FIRST_STATE: ListState = {
  view: null,
  subordinate: null,
  pool: null,
  search: '',
  quick: null,
  filter: null,
  sort: null,
  page: 1,
  last: false,
  size: 20,
  open: null,
};

/** Query parameters by name; null takes one out of the address. */
export type ListParams = Readonly<Record<string, string | null>>;

/** The state as query parameters; what is as it always is does not show. */
export function paramsOfState(state: ListState): ListParams {
  return {
    view: state.view,
    sub: state.subordinate,
    pool: state.pool,
    q: state.search === '' ? null : state.search,
    quick: state.quick ? JSON.stringify(state.quick) : null,
    filter: state.filter ? JSON.stringify(state.filter) : null,
    sort: state.sort ? sortText(state.sort) : null,
    page: state.page > 1 ? String(state.page) : null,
    last: state.last ? 'true' : null,
    size: state.size === FIRST_STATE.size ? null : String(state.size),
    open: state.open,
  };
}

/** The state of an address. What cannot be understood is left out: an old link shows a list, not an error. */
export function stateOfParams(get: (name: string) => string | null, base: ListState = FIRST_STATE): ListState {
  const size = Number(get('size') ?? base.size);
  const page = Number(get('page') ?? 1);
  const quick = readJson(get('quick'));
  const filter = readJson(get('filter'));
  return {
    view: get('view') ?? base.view,
    subordinate: get('sub'),
    pool: get('pool') ?? base.pool,
    search: get('q') ?? '',
    quick: isCondition(quick) ? quick : null,
    filter: isFilterNode(filter) ? filter : null,
    sort: readSort(get('sort')),
    page: Number.isInteger(page) && page > 0 ? page : 1,
    last: get('last') === 'true',
    size: PAGE_SIZES.some((one) => one === size) ? size : base.size,
    open: get('open'),
  };
}

/** `-amount,name`. */
export function sortText(sort: readonly SortKey[]): string {
  return sort.map((key) => `${key.descending ? '-' : ''}${key.field}`).join(',');
}

function readSort(text: string | null): readonly SortKey[] | null {
  const keys = (text ?? '').split(',').filter((part) => /^-?[\w.]+$/.test(part));
  if (keys.length === 0) return null;
  return keys.map((part) => (part.startsWith('-') ? { field: part.slice(1), descending: true } : { field: part }));
}

function readJson(text: string | null): unknown {
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isCondition(node: unknown): node is FilterCondition {
  return (
    typeof node === 'object' &&
    node !== null &&
    'field' in node &&
    typeof node.field === 'string' &&
    'op' in node &&
    typeof node.op === 'string'
  );
}

function isFilterNode(node: unknown): node is FilterNode {
  if (typeof node !== 'object' || node === null) return false;
  if ('and' in node) return Array.isArray(node.and) && node.and.every(isFilterNode);
  if ('or' in node) return Array.isArray(node.or) && node.or.every(isFilterNode);
  if ('not' in node) return isFilterNode(node.not);
  return isCondition(node);
}

/** The filter that goes to the server: what the quick row and the drawer say together. */
export function effectiveFilter(state: Pick<ListState, 'quick' | 'filter'>): FilterNode | null {
  if (state.quick && state.filter) return { and: [state.quick, state.filter] };
  return state.quick ?? state.filter;
}
