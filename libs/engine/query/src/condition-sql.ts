import type { AccessWhere } from '@ruyi/engine/access';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { assertNever } from './assert-never.js';
import type { Bound, Condition, FieldTest, SearchTerms } from './condition.js';
import { readField } from './field-read.js';
import type { FieldRead } from './field-read.js';
import type { QueryScope } from './query-scope.js';
import { reachesFew } from './reaches-few.js';
import { TENANT } from './sql-text.js';
import type { Parameters } from './sql-text.js';

/** Lists of owners longer than this are joined, not compared one by one. */
const OWNERS_IN_LIST = 5_000;

const SYSTEM_COLUMNS: Readonly<Record<string, string>> = {
  ownerId: 'owner_id',
  createdBy: 'created_by',
  poolId: 'pool_id',
  id: 'id',
};

/** Writes conditions as SQL. A condition may come out null where a value is missing: callers treat null as false. */
export class ConditionSql {
  /**
   * With `rowByRow`, what is asked of other tables is asked for each row that is read and never turned into a join, which
   * would read those tables whole and lose the order.
   */
  constructor(
    private readonly parameters: Parameters,
    private readonly scope: QueryScope,
    private readonly how: 'asPlanned' | 'rowByRow' = 'asPlanned',
  ) {}

  /** The condition on the module's table under this alias. */
  write(condition: Condition, module: ModuleModel, alias: string): string {
    switch (condition.type) {
      case 'always':
        return 'true';
      case 'never':
        return 'false';
      case 'and':
        return this.joined(
          condition.nodes.map((node) => this.write(node, module, alias)),
          'and',
        );
      case 'or':
        return this.joined(
          condition.nodes.map((node) => this.write(node, module, alias)),
          'or',
        );
      case 'not':
        return `(${this.write(condition.node, module, alias)}) is not true`;
      case 'test':
        return this.test(condition.field, condition.test, module, alias);
      case 'through': {
        const target = this.parameters.alias();
        const reference = readField(condition.reference, alias, this.scope).expression;
        const where = [
          `${target}.tenant_id = ${TENANT}`,
          `${target}.id = ${reference}`,
          `${target}.deleted_at is null`,
          ...this.unless(this.access(condition.where, condition.target, target)),
          this.write(condition.node, condition.target, target),
        ];
        return this.exists(`${condition.target.table} ${target}`, where);
      }
      case 'team':
        return this.onTeam(condition.userId, condition.access, alias);
      case 'watched': {
        const watch = this.parameters.alias();
        return this.exists(`record_watch ${watch}`, [
          `${watch}.tenant_id = ${TENANT}`,
          `${watch}.user_id = ${this.parameters.add(condition.userId)}::uuid`,
          `${watch}.record_id = ${alias}.id`,
        ]);
      }
      case 'found': {
        const { sought, module: moduleKey, owners } = condition.search;
        const call = `search_rows(${this.parameters.add(JSON.stringify(sought))}::jsonb, ${this.parameters.add(moduleKey)}, ${this.parameters.add(owners)}::uuid[], ${this.shared(owners)})`;
        return `${alias}.id = any(array(select found from ${call} found))`;
      }
      case 'access':
        return this.access(condition.where, module, alias);
      default:
        return assertNever(condition);
    }
  }

  /** The call of the search that ranks. */
  ranked({ sought, module, owners, pooled = false }: SearchTerms): string {
    return `search_ranked(${this.parameters.add(JSON.stringify(sought))}::jsonb, ${this.parameters.add(module)}, ${this.parameters.add(owners)}::uuid[], ${this.shared(owners)}, ${this.parameters.add(pooled)}::boolean)`;
  }

  /** The rows that an actor reaches, as one condition. */
  access(where: AccessWhere, module: ModuleModel, alias: string): string {
    switch (where.kind) {
      case 'everything':
        return 'true';
      case 'nothing':
        return 'false';
      case 'anyOf':
        return this.joined(
          where.nodes.map((node) => this.access(node, module, alias)),
          'or',
        );
      case 'allOf':
        return this.joined(
          where.nodes.map((node) => this.access(node, module, alias)),
          'and',
        );
      case 'not':
        return `(${this.access(where.node, module, alias)}) is not true`;
      case 'oneOf':
        return this.oneOf(where.field, where.values, module, alias);
      case 'compare': {
        const bound: Bound = { value: where.value, inclusive: where.op === 'gte' || where.op === 'lte' };
        const field = fieldOf(module, where.field);
        return this.test(
          field,
          where.op.startsWith('g') ? { is: 'within', from: bound } : { is: 'within', to: bound },
          module,
          alias,
        );
      }
      case 'team':
        return this.onTeam(where.userId, where.access, alias);
      case 'parent':
        return this.joined(
          where.targets.map((target) => this.parent(where.field, target, module, alias)),
          'or',
        );
      default:
        return assertNever(where);
    }
  }

  /**
   * The access condition of a list or a count, which an index may drive by itself: what is few is read first, as an array
   * of ids. Left to itself, the planner walks the list's order and probes each row, in hope of a page soon filled, and
   * for somebody who sees few rows it walks to the end.
   */
  branch(where: AccessWhere, module: ModuleModel, alias: string): string {
    switch (where.kind) {
      case 'team':
        return `${alias}.id = any(array(${this.teamRecords(where.userId, where.access)}))`;
      case 'anyOf':
        return this.joined(
          where.nodes.map((node) => this.branch(node, module, alias)),
          'or',
        );
      case 'allOf':
        return this.joined(
          where.nodes.map((node) => this.branch(node, module, alias)),
          'and',
        );
      case 'parent':
        return this.joined(
          where.targets.map((target) =>
            reachesFew(target.where)
              ? this.parents(where.field, target, module, alias)
              : this.parent(where.field, target, module, alias),
          ),
          'or',
        );
      default:
        return this.access(where, module, alias);
    }
  }

  /** Whether the user is on the team of the aliased record, as an expression. */
  onTeam(userId: string, access: 'read' | 'write', alias: string): string {
    const member = this.parameters.alias();
    return this.exists(`team_member ${member}`, [
      this.membership(member, userId, access),
      `${member}.record_id = ${alias}.id`,
    ]);
  }

  /** Records that the actor sees whoever owns them, where the search is cut to owners. */
  private shared(owners: SearchTerms['owners']): string {
    const { user } = this.scope.actor;
    return user && owners !== null ? `array(${this.teamRecords(user.id, 'read')})` : 'null::uuid[]';
  }

  private teamRecords(userId: string, access: 'read' | 'write'): string {
    const member = this.parameters.alias();
    return `select ${member}.record_id from team_member ${member} where ${this.membership(member, userId, access)}`;
  }

  private membership(member: string, userId: string, access: 'read' | 'write'): string {
    const write = access === 'write' ? ` and ${member}.access = 'write'` : '';
    return `${member}.tenant_id = ${TENANT} and ${member}.user_id = ${this.parameters.add(userId)}::uuid${write} and (${member}.expires_at is null or ${member}.expires_at > now())`;
  }

  private parent(
    field: string,
    target: { readonly module: string; readonly where: AccessWhere },
    module: ModuleModel,
    alias: string,
  ): string {
    const reference = fieldOf(module, field);
    const parent = this.scope.model.modules.get(target.module);
    if (!parent || reference.storage.at === 'nowhere') return 'false';
    const parentAlias = this.parameters.alias();
    const id = readField(reference, alias, this.scope).expression;
    const moduleColumn = reference.storage.at === 'columns' ? reference.storage.columns['module'] : undefined;
    if (target.where.kind === 'everything' && moduleColumn !== undefined)
      return `${alias}.${moduleColumn} = ${this.parameters.add(target.module)}`;
    // An id is of one module only, so the join alone says which it is.
    const where = [
      `${parentAlias}.tenant_id = ${TENANT}`,
      `${parentAlias}.id = ${id}`,
      ...this.unless(this.access(target.where, parent, parentAlias)),
    ];
    return this.exists(`${parent.table} ${parentAlias}`, where);
  }

  /** The parents first, where they are few. */
  private parents(
    field: string,
    target: { readonly module: string; readonly where: AccessWhere },
    module: ModuleModel,
    alias: string,
  ): string {
    const parent = this.scope.model.modules.get(target.module);
    if (!parent) return 'false';
    const parentAlias = this.parameters.alias();
    const id = readField(fieldOf(module, field), alias, this.scope).expression;
    return `${id} = any(array(select ${parentAlias}.id from ${parent.table} ${parentAlias} where ${parentAlias}.tenant_id = ${TENANT} and ${this.branch(target.where, parent, parentAlias)}))`;
  }

  private oneOf(key: string, values: readonly (string | null)[], module: ModuleModel, alias: string): string {
    const given = values.filter((value) => value !== null);
    const column = SYSTEM_COLUMNS[key];
    const read = column === undefined ? readField(fieldOf(module, key), alias, this.scope) : null;
    const expression = read?.expression ?? `${alias}.${column ?? ''}`;
    const parts: string[] = [];
    if (given.length === 1)
      parts.push(
        `${expression} = ${read ? read.operand(given[0], this.parameters) : `${this.parameters.add(given[0])}::uuid`}`,
      );
    else if (given.length > OWNERS_IN_LIST)
      parts.push(`${expression} in (select unnest(${this.parameters.add(given)}::uuid[]))`);
    else if (given.length > 1)
      parts.push(
        `${expression} = any(${read ? read.operands(given, this.parameters) : `${this.parameters.add(given)}::uuid[]`})`,
      );
    if (given.length < values.length) parts.push(`${expression} is null`);
    return this.joined(parts, 'or');
  }

  private test(field: FieldModel, test: FieldTest, module: ModuleModel, alias: string): string {
    const read = readField(field, alias, this.scope);
    switch (test.is) {
      case 'empty':
        return read.isEmpty;
      case 'notEmpty':
        return read.isNotEmpty;
      case 'oneOf':
        return this.values(read, test.values);
      case 'noneOf':
        return `(${this.values(read, test.values)}) is not true`;
      case 'containing':
        return this.containing(read, test.text);
      case 'notContaining':
        return `(${this.containing(read, test.text)}) is not true`;
      case 'startingWith':
        return `starts_with(${read.expression}, ${this.parameters.add(test.text)}::text)`;
      case 'within':
        return this.within(read, test);
      case 'outside':
        return `(${this.within(read, test)}) is not true`;
      case 'hasAny':
        return this.hasAny(field, read, test.values, module, alias);
      case 'hasAll':
        return `${read.expression} @> ${read.operand(test.values, this.parameters)}`;
      case 'hasNone':
        return `(${this.hasAny(field, read, test.values, module, alias)}) is not true`;
      default:
        return assertNever(test);
    }
  }

  private values(read: FieldRead, values: readonly unknown[]): string {
    if (values.length === 1) return `${read.expression} = ${read.operand(values[0], this.parameters)}`;
    return `${read.expression} = any(${read.operands(values, this.parameters)})`;
  }

  /** By position and not by LIKE: the text is literal, `%` and `_` are themselves. */
  private containing(read: FieldRead, text: string): string {
    return `position(lower(${this.parameters.add(text)}::text) in lower(${read.expression} collate "default")) > 0`;
  }

  private within(read: FieldRead, { from, to }: { readonly from?: Bound; readonly to?: Bound }): string {
    const low =
      from && `${read.expression} ${from.inclusive ? '>=' : '>'} ${read.operand(from.value, this.parameters)}`;
    const high = to && `${read.expression} ${to.inclusive ? '<=' : '<'} ${read.operand(to.value, this.parameters)}`;
    return this.joined(
      [low, high].filter((part) => part !== undefined),
      'and',
    );
  }

  private hasAny(
    field: FieldModel,
    read: FieldRead,
    values: readonly unknown[],
    module: ModuleModel,
    alias: string,
  ): string {
    if (field.storage.at !== 'custom' || field.storage.valueIndex !== 'ready')
      return `${read.expression} && ${read.operand(values, this.parameters)}`;
    const index = this.parameters.alias();
    const is = [
      `${index}.tenant_id = ${TENANT}`,
      `${index}.module_key = ${this.parameters.add(module.key)}`,
      `${index}.field_key = ${this.parameters.add(field.key)}`,
      `${index}.value = any(${this.parameters.add(values.map(String))}::text[])`,
      `${index}.record_id = ${alias}.id`,
    ];
    return this.exists(`value_index ${index}`, is);
  }

  /** PostgreSQL makes no join of a sublink with an OFFSET, and no hash of its whole table. */
  private exists(from: string, where: readonly string[]): string {
    const offset = this.how === 'rowByRow' ? ' offset 0' : '';
    return `exists (select 1 from ${from} where ${where.join(' and ')}${offset})`;
  }

  private unless(sql: string): string[] {
    return sql === 'true' ? [] : [sql];
  }

  private joined(parts: readonly string[], word: 'and' | 'or'): string {
    const [identity, absorbing] = word === 'and' ? ['true', 'false'] : ['false', 'true'];
    const left = parts.filter((part) => part !== identity);
    if (left.includes(absorbing)) return absorbing;
    if (left.length === 0) return identity;
    return left.length === 1 && left[0] ? left[0] : `(${left.join(` ${word} `)})`;
  }
}

function fieldOf(module: ModuleModel, key: string): FieldModel {
  const field = module.fields.get(key);
  if (!field) throw new Error(`Module ${module.key} has no field ${key}`);
  return field;
}
