import type { FilterNode, SortKey } from '@ruyi/contract/query';

/** What a list asks for. */
export interface RecordQuery {
  readonly view?: string;
  readonly subordinate?: string;
  readonly filter?: FilterNode;
  readonly sort?: readonly SortKey[];
  readonly search?: string;
  /** 1-based. */
  readonly page?: number;
  readonly last?: boolean;
  readonly after?: string;
  /** 1–200. */
  readonly limit?: number;
  readonly fields?: readonly string[];
  readonly total?: 'capped' | 'exact';
  /** A pool's id, or `any`. */
  readonly pool?: string;
}

/** `[{field:'amount',descending:true},{field:'name'}]` -> `-amount,name`. */
export function sortText(sort: readonly SortKey[] | undefined): string | undefined {
  if (!sort?.length) return undefined;
  return sort.map((key) => (key.descending ? `-${key.field}` : key.field)).join(',');
}

export function parseSort(text: string | null | undefined): readonly SortKey[] {
  if (!text) return [];
  return text
    .split(',')
    .filter(Boolean)
    .map((part) => (part.startsWith('-') ? { field: part.slice(1), descending: true } : { field: part }));
}

/** The query string of the list call. */
export function queryParameters(query: RecordQuery): Readonly<Record<string, string | number | boolean | undefined>> {
  return {
    view: query.view,
    subordinate: query.subordinate,
    filter: query.filter ? JSON.stringify(query.filter) : undefined,
    sort: sortText(query.sort),
    search: query.search || undefined,
    page: query.page,
    last: query.last || undefined,
    after: query.after,
    limit: query.limit,
    fields: query.fields?.join(','),
    total: query.total,
    pool: query.pool,
  };
}
