import type { Statement } from '@ruyi/engine/context';
import { WALKED_ROWS } from './bounded-walk.js';
import { ConditionSql } from './condition-sql.js';
import type { CursorPlace } from './cursor.js';
import { afterPlace, orderBy, orderParts, partsFrom } from './order-parts.js';
import type { ListOrder, OrderPart } from './order-parts.js';
import { projection } from './projection.js';
import type { Projection } from './projection.js';
import type { ResolvedList } from './resolved-list.js';
import { accessBranches, commonConditions, drivenByIds, placeConditions } from './rows-sql.js';
import { Parameters, BASE } from './sql-text.js';
import { named } from './statement-names.js';

/** Columns that every row has: what the reader says of a row beside its fields is made from them. */
const ROW_COLUMNS = ['id', 'version', 'created_by', 'deleted_at'] as const;

/** Writes one statement of a page of records, once: its parameters are counted as it is written. */
export class ListSql {
  /** The order from the cursor's place on. */
  readonly parts: readonly OrderPart[];
  /** Sort keys that a row tells. */
  readonly depth: number;
  readonly projected: Projection;
  private readonly parameters: Parameters;
  private readonly conditions: ConditionSql;
  private readonly order: ListOrder;
  private readonly columns: readonly string[];

  constructor(
    private readonly list: ResolvedList,
    private readonly place: CursorPlace | null,
    how: 'asPlanned' | 'rowByRow' = 'asPlanned',
  ) {
    const { scope, module, sort, idDescending, fields } = list;
    this.parameters = new Parameters(scope.model.tenantId);
    this.conditions = new ConditionSql(this.parameters, scope, how);
    const writing = { scope, parameters: this.parameters, conditions: this.conditions };
    this.order = orderParts({ sort, idDescending, module, ...writing });
    this.parts = partsFrom(this.order, place);
    this.depth = this.parts.reduce((most, part) => Math.max(most, part.keys.length), 0);
    this.projected = projection({ fields, ...writing });
    this.columns = [
      ...new Set([
        ...ROW_COLUMNS.map((column) => `${BASE}.${column}`),
        ...(module.owned ? [`${BASE}.owner_id`] : []),
        ...(module.poolable ? [`${BASE}.pool_id`] : []),
        ...this.projected.columns,
      ]),
    ];
  }

  /**
   * Whether the later parts of the order (the next options of a select, the records without a value) are asked for on their
   * own, when the first does not fill the page. Planning costs more than reading where a table has many indexes, and they are
   * hardly ever read. Where ids drive, few records are found and the page is seldom full.
   */
  get laterPartsApart(): boolean {
    return this.parts.length > 1 && this.list.offset === 0 && !this.list.last && !drivenByIds(this.list);
  }

  /** The page, but for what {@link laterPartsApart} leaves out. */
  page(): Statement {
    return this.statementOf(this.laterPartsApart ? this.parts.slice(0, 1) : this.parts);
  }

  /** The parts of the order after the first. */
  laterParts(): Statement {
    return this.statementOf(this.parts.slice(1));
  }

  /**
   * Those of the page that are among the first rows of its order. Filter and access are asked of each of these, so that no
   * plan but a walk along the order's index is possible; the page is the first of them.
   */
  walk(): Statement {
    const { list, conditions, parameters } = this;
    const [part] = this.parts;
    if (!part) throw new Error('A list without an order');
    const condition = part.condition === null ? [] : [part.condition()];
    const walked = [...placeConditions(list, parameters), ...(part.probed ? [] : condition), ...this.afterPlace(part)];
    const probed = [
      conditions.write(list.condition, list.module, BASE),
      conditions.access(list.access, list.module, BASE),
      ...(part.probed ? condition : []),
    ].filter((sql) => sql !== 'true');
    const by = this.orderBy(part, [], `${BASE}.id`);
    const rows = `select * from ${list.module.table} ${BASE} where ${walked.join(' and ')} order by ${by} limit ${parameters.add(WALKED_ROWS)}`;
    const selected = [...this.columns, ...this.keysOf(part), `0 as part`].join(', ');
    const where = probed.length === 0 ? '' : ` where ${probed.join(' and ')}`;
    return this.named(
      `select ${selected} from (${rows}) ${BASE}${where} order by ${by} limit ${parameters.add(list.limit + 1)}`,
    );
  }

  private statementOf(parts: readonly OrderPart[]): Statement {
    const { list, parameters } = this;
    const wanted = list.limit + 1;
    const common = commonConditions(list, this.conditions, parameters);
    const most = parameters.add(wanted + list.offset);
    const pieces = parts.map((part) => this.partSql(part, common, most));
    if (list.last) pieces.reverse();
    const offset = list.offset > 0 ? ` offset ${parameters.add(list.offset)}` : '';
    // PostgreSQL reads the members of a UNION ALL in turn and stops at the outer limit, so that a later part costs nothing
    // while earlier ones fill the page. A test of the plans holds it to that.
    const [only] = pieces;
    return this.named(
      pieces.length === 1 && only !== undefined && offset === ''
        ? only
        : `select * from (${pieces.map((sql) => `(${sql})`).join(' union all ')}) u limit ${parameters.add(wanted)}${offset}`,
    );
  }

  /** Who is on the team is asked of the rows of the page alone, not of those that an offset or another branch throws away. */
  private named(page: string): Statement {
    const { list, conditions, parameters } = this;
    const { user } = list.scope.actor;
    const text =
      user && list.module.owned
        ? `select l.*, ${conditions.onTeam(user.id, 'read', 'l')} as on_team from (${page}) l`
        : page;
    return named(text, parameters.values);
  }

  private partSql(part: OrderPart, common: readonly string[], most: string): string {
    const { list, conditions, columns, depth } = this;
    const branches = drivenByIds(list) ? [list.access] : accessBranches(list.access);
    if (branches.length === 1) {
      const write = drivenByIds(list) ? 'access' : 'branch';
      return this.branchSql(part, [...common, conditions[write](list.access, list.module, BASE)], most, []);
    }
    const sortKeys = part.keys.map((key, position) => `${key.expression} as s${position}`);
    const selects = branches.map((access) => {
      const where = [...common, conditions.branch(access, list.module, BASE)];
      return `(${this.branchSql(part, where, most, sortKeys)})`;
    });
    const names = [...columns.map(nameOf), ...Array.from({ length: depth }, (_, index) => `k${index}`), 'part'];
    const keys = part.keys.map((_, position) => `u.s${position}`);
    return `select distinct on (${[...keys, 'u.id'].join(', ')}) ${names.map((name) => `u.${name}`).join(', ')} from (${selects.join(' union all ')}) u order by ${this.orderBy(part, keys, 'u.id')} limit ${most}`;
  }

  private branchSql(part: OrderPart, common: readonly string[], most: string, sortKeys: readonly string[]): string {
    const selected = [...this.columns, ...this.keysOf(part), `${this.parts.indexOf(part)} as part`, ...sortKeys];
    const where = [
      ...common.filter((sql) => sql !== 'true'),
      ...(part.condition === null ? [] : [part.condition()]),
      ...this.afterPlace(part),
    ];
    return `select ${selected.join(', ')} from ${this.list.module.table} ${BASE} where ${where.join(' and ')} order by ${this.orderBy(part, [], `${BASE}.id`)} limit ${most}`;
  }

  private keysOf(part: OrderPart): string[] {
    return Array.from({ length: this.depth }, (_, index) => {
      const key = part.keys[index];
      return `${key ? `(${key.expression})::text` : 'null::text'} as k${index}`;
    });
  }

  /** Where the cursor stood: only within its own part, which is the first. */
  private afterPlace(part: OrderPart): string[] {
    return this.place !== null && part === this.parts[0]
      ? [afterPlace(part, this.place, this.order.idDescending, this.parameters)]
      : [];
  }

  private orderBy(part: OrderPart, names: readonly string[], id: string): string {
    return orderBy(part.keys, names, id, { idDescending: this.order.idDescending, reversed: this.list.last });
  }
}

/** `t.owner_id` and `… as on_team` → the column's name in the answer. */
function nameOf(column: string): string {
  return /(?: as |\.)(\w+)$/.exec(column)?.[1] ?? column;
}
