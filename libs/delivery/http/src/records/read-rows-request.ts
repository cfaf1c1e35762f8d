import type { ObjectReader } from '@ruyi/contract/errors';
import { FILTER_LIMITS, parseFilter, parseSort, type FilterNode, type SortKey } from '@ruyi/contract/query';
import type { ListRequest, RowsRequest } from '@ruyi/engine/records';

const POOL = /^(any|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/** The words that say which records, alike in a query, a body and a bulk command. */
export function readRows(reader: ObjectReader): RowsRequest {
  const view = reader.text('view', 100);
  const filter = readFilter(reader);
  const search = reader.text('search', 200)?.trim() || undefined;
  const subordinate = reader.id('subordinate');
  const pool = reader.text('pool', 36);
  if (pool !== undefined && !POOL.test(pool)) reader.fail('pool', 'notFound');
  return {
    ...(view === undefined ? {} : { view }),
    ...(filter === undefined ? {} : { filter }),
    ...(search === undefined ? {} : { search }),
    ...(subordinate === undefined ? {} : { subordinate }),
    ...(pool === undefined ? {} : { pool: pool.toLowerCase() }),
  };
}

/** A page of records, from a query string or a body. */
export function readList(reader: ObjectReader): ListRequest {
  const rows = readRows(reader);
  const sort = readSort(reader);
  const fields = reader.texts('fields', 500);
  const limit = reader.integer('limit', { min: 1, max: 200 });
  const page = reader.integer('page', { min: 1, max: 999_999_999 });
  const last = reader.flag('last');
  const after = reader.text('after', 4000);
  const total = reader.oneOf('total', ['capped', 'exact']);
  reader.end();
  return {
    ...rows,
    ...(sort === undefined ? {} : { sort }),
    ...(fields === undefined ? {} : { fields }),
    ...(limit === undefined ? {} : { limit }),
    ...(page === undefined ? {} : { page }),
    ...(last === undefined ? {} : { last }),
    ...(after === undefined ? {} : { after }),
    ...(total === undefined ? {} : { total }),
  };
}

function readFilter(reader: ObjectReader): FilterNode | undefined {
  const json = reader.json('filter');
  if (json === undefined) return undefined;
  const result = parseFilter(json, FILTER_LIMITS);
  if (result.ok) return result.filter;
  reader.add(result.issues);
  return undefined;
}

/** The order of a list: `-amount,name`. */
export function readSort(reader: ObjectReader): readonly SortKey[] | undefined {
  const value = reader.raw('sort');
  if (value === undefined || value === '') return undefined;
  const result = parseSort(value);
  if (result.ok) return result.sort;
  reader.add(result.issues);
  return undefined;
}
