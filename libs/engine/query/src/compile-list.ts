import type { Statement } from '@ruyi/engine/context';
import { ConditionSql } from './condition-sql.js';
import type { CursorCodec, CursorPlace } from './cursor.js';
import { afterPlace, orderBy, orderParts, partsFrom } from './order-parts.js';
import type { OrderPart } from './order-parts.js';
import { projection } from './projection.js';
import type { Projection, RawRow } from './projection.js';
import type { ResolvedList } from './resolved-list.js';
import { accessBranches, commonConditions, drivenByIds } from './rows-sql.js';
import { Parameters, BASE } from './sql-text.js';
import { named } from './statement-names.js';

/** One record of an answer, and the raw row for what is told beside its fields. */
export interface DecodedRow {
  readonly values: Record<string, unknown>;
  readonly raw: RawRow;
}

export interface DecodedPage {
  readonly rows: readonly DecodedRow[];
  readonly nextCursor: string | null;
}

/** A statement and what its rows mean. */
export interface CompiledList {
  readonly statement: Statement;
  /**
   * What to ask as well after so many rows of `statement`: the later parts of the order, while there is room on the page.
   * Null when it is full or the statement reads them itself. Its rows go behind those of `statement`.
   */
  readonly rest: (rows: number) => Statement | null;
  readonly decode: (rows: readonly RawRow[]) => DecodedPage;
}

/** Columns that every row has: what the reader says of a row beside its fields is made from them. */
const ROW_COLUMNS = ['id', 'version', 'created_by', 'deleted_at'] as const;

/** Compiles a page of records: pure, no database. */
export function compileList(list: ResolvedList, cursors: CursorCodec): CompiledList {
  const place = list.after === null ? null : cursors.decode(list.after, list.boundTo);
  const { statement, parts, depth, projected, restApart } = writeList(list, place, 'page');

  return {
    statement,
    rest: (rows) => (restApart && rows <= list.limit ? writeList(list, place, 'rest').statement : null),
    decode: (rows) => {
      const shown = rows.slice(0, list.limit);
      const more = rows.length > list.limit && !list.last;
      if (list.last) shown.reverse();
      const lastRow = shown.at(-1);
      const nextCursor =
        more && lastRow
          ? cursors.encode(
              {
                part: parts[Number(lastRow['part'])]?.id ?? 'v',
                id: String(lastRow['id']),
                keys: Array.from(
                  { length: depth },
                  (_, index) => (lastRow[`k${index}`] as string | null | undefined) ?? null,
                ),
              },
              list.boundTo,
            )
          : null;
      return { rows: shown.map((raw) => ({ values: projected.read(raw), raw })), nextCursor };
    },
  };
}

/**
 * Whether the later parts of the order (the next options of a select, the records without a value) are asked for on their
 * own, when the first does not fill the page. Planning costs more than reading where a table has many indexes, and they are
 * hardly ever read. Where ids drive, few records are found and the page is seldom full.
 */
function laterPartsApart(list: ResolvedList, parts: readonly OrderPart[]): boolean {
  return parts.length > 1 && list.offset === 0 && !list.last && !drivenByIds(list);
}

interface WrittenList {
  readonly statement: Statement;
  readonly parts: readonly OrderPart[];
  /** Sort keys that a row tells. */
  readonly depth: number;
  readonly projected: Projection;
  readonly restApart: boolean;
}

/** Writes the statement of the page, or that of the later parts which it leaves to be asked for apart. */
function writeList(list: ResolvedList, place: CursorPlace | null, which: 'page' | 'rest'): WrittenList {
  const { scope, module } = list;
  const parameters = new Parameters(scope.model.tenantId);
  const conditions = new ConditionSql(parameters, scope);
  const order = orderParts({ sort: list.sort, idDescending: list.idDescending, module, scope, parameters, conditions });
  const projected = projection({ fields: list.fields, scope, parameters, conditions });
  const { user } = scope.actor;
  const columns = [
    ...new Set([
      ...ROW_COLUMNS.map((column) => `${BASE}.${column}`),
      ...(module.owned ? [`${BASE}.owner_id`] : []),
      ...(module.poolable ? [`${BASE}.pool_id`] : []),
      ...projected.columns,
    ]),
  ];
  const common = commonConditions(list, conditions, parameters);
  const branches = drivenByIds(list) ? [list.access] : accessBranches(list.access);
  const many = branches.length > 1;
  const wanted = list.limit + 1;
  const parts = partsFrom(order, place);
  const depth = parts.reduce((most, part) => Math.max(most, part.keys.length), 0);
  const names = [...columns.map(nameOf), ...Array.from({ length: depth }, (_, index) => `k${index}`), 'part'];
  const inner = parameters.add(wanted + list.offset);

  const branchSql = (part: OrderPart, index: number, access: string): string => {
    const keys = Array.from(
      { length: depth },
      (_, key) => `${part.keys[key] ? `(${part.keys[key].expression})::text` : 'null::text'} as k${key}`,
    );
    const sortKeys = many ? part.keys.map((key, position) => `${key.expression} as s${position}`) : [];
    const where = [
      ...common,
      ...(access === 'true' ? [] : [access]),
      ...(part.condition === null ? [] : [part.condition()]),
    ];
    if (index === 0 && place !== null) where.push(afterPlace(part, place, order.idDescending, parameters));
    const by = orderBy(part.keys, [], `${BASE}.id`, { idDescending: order.idDescending, reversed: list.last });
    return `select ${[...columns, ...keys, `${index} as part`, ...sortKeys].join(', ')} from ${module.table} ${BASE} where ${where.join(' and ')} order by ${by} limit ${inner}`;
  };
  const partSql = (part: OrderPart, index: number): string => {
    if (!many)
      return branchSql(
        part,
        index,
        drivenByIds(list) ? conditions.access(list.access, module, BASE) : conditions.branch(list.access, module, BASE),
      );
    const selects = branches.map((access) => `(${branchSql(part, index, conditions.branch(access, module, BASE))})`);
    const keys = part.keys.map((_, position) => `u.s${position}`);
    const by = orderBy(part.keys, keys, 'u.id', { idDescending: order.idDescending, reversed: list.last });
    return `select distinct on (${[...keys, 'u.id'].join(', ')}) ${names.map((name) => `u.${name}`).join(', ')} from (${selects.join(' union all ')}) u order by ${by} limit ${inner}`;
  };
  const restApart = laterPartsApart(list, parts);
  const pieces = parts.flatMap((part, index) =>
    !restApart || (index === 0) === (which === 'page') ? [partSql(part, index)] : [],
  );
  if (list.last) pieces.reverse();
  const offset = list.offset > 0 ? ` offset ${parameters.add(list.offset)}` : '';
  // PostgreSQL reads the members of a UNION ALL in turn and stops at the outer limit, so that a later part costs nothing
  // while earlier ones fill the page. A test of the plans holds it to that.
  const [only] = pieces;
  const page =
    pieces.length === 1 && only !== undefined && offset === ''
      ? only
      : `select * from (${pieces.map((sql) => `(${sql})`).join(' union all ')}) u limit ${parameters.add(wanted)}${offset}`;
  // Asked of the rows of the page alone, not of those that an offset or another branch throws away.
  const text =
    user && module.owned ? `select l.*, ${conditions.onTeam(user.id, 'read', 'l')} as on_team from (${page}) l` : page;

  return { statement: named(text, parameters.values), parts, depth, projected, restApart };
}

/** `t.owner_id` and `… as on_team` → the column's name in the answer. */
function nameOf(column: string): string {
  return /(?: as |\.)(\w+)$/.exec(column)?.[1] ?? column;
}
