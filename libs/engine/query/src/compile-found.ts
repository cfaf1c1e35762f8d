import type { AccessWhere } from '@ruyi/engine/access';
import type { Row, Statement } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { ALWAYS } from './condition.js';
import type { SearchTerms } from './condition.js';
import { ConditionSql } from './condition-sql.js';
import type { QueryScope } from './query-scope.js';
import { commonConditions } from './rows-sql.js';
import { BASE, Parameters } from './sql-text.js';
import { named } from './statement-names.js';

/** A record that the search has found, as it is compared with those of other modules. */
export interface FoundRow {
  readonly id: string;
  /** 1 is best; see migrations/0054_ranked_search.sql. */
  readonly rank: number;
  /** When the record was made, in seconds. */
  readonly recency: number;
  /** The field whose whole value was asked for; null: to be found out. */
  readonly field: string | null;
}

/** The best of a module, and how many there are. */
export interface FoundRows {
  readonly rows: readonly FoundRow[];
  readonly total: { readonly value: number; readonly exact: boolean };
}

export interface CompiledFound {
  readonly statement: Statement;
  readonly decode: (rows: readonly Row[]) => FoundRows;
}

/** Compiles a ranked search of one module; what the search function answers passes the access filter as any list. */
export function compileFound(
  scope: QueryScope,
  module: ModuleModel,
  access: AccessWhere,
  search: SearchTerms,
  limit: number,
): CompiledFound {
  const parameters = new Parameters(scope.model.tenantId);
  const conditions = new ConditionSql(parameters, scope);
  const common = commonConditions({ scope, module, access, condition: ALWAYS, bin: 'live' }, conditions, parameters);
  const seen = conditions.access(access, module, BASE);
  const where = [...common, ...(seen === 'true' ? [] : [seen])].join(' and ');
  // By several sets of tokens one record may come several times.
  const found = `select f.record_id, min(f.rank) as rank, max(f.recency) as recency, (array_agg(f.field order by f.rank, f.field))[1] as field, bool_or(f.more) as more from ${conditions.ranked(search)} f group by f.record_id`;
  const text = `with found as materialized (${found}) select h.record_id as id, h.rank, extract(epoch from h.recency)::float8 as recency, h.field, (count(*) over ())::int as total, bool_or(h.more) over () as more from found h join ${module.table} ${BASE} on ${BASE}.id = h.record_id where ${where} order by h.rank, h.recency desc, h.record_id desc limit ${parameters.add(limit)}`;
  return { statement: named(text, parameters.values), decode };
}

/** What the search function answers at most for each set of tokens; several sets may bring a few more. */
const MOST_FOUND = 1_000;

function decode(rows: readonly Row[]): FoundRows {
  const exact = rows[0]?.['more'] !== true;
  const value = Number(rows[0]?.['total'] ?? 0);
  return {
    rows: rows.map((row) => ({
      id: String(row['id']),
      rank: Number(row['rank']),
      recency: Number(row['recency']),
      field: typeof row['field'] === 'string' ? row['field'] : null,
    })),
    total: { value: exact ? value : Math.min(value, MOST_FOUND), exact },
  };
}
