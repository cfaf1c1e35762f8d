import { fromMinor, localDate } from '@ruyi/contract/field-values';
import type { Statement } from '@ruyi/engine/context';
import { fieldType, readInstant } from '@ruyi/engine/field-types';
import { ConditionSql } from './condition-sql.js';
import { isListField, readField } from './field-read.js';
import type { RawRow } from './projection.js';
import { AGGREGATE_LIMITS } from './resolve-aggregate.js';
import type { ResolvedAggregate, ResolvedGroup, ResolvedMeasure } from './resolve-aggregate.js';
import { commonConditions } from './rows-sql.js';
import { BASE, Parameters } from './sql-text.js';
import { named } from './statement-names.js';
import { throughSteps } from './through-sql.js';

export interface AggregateRow {
  /** One for each group, in the form of the API; null for empty. Dates are the first day of their bucket. */
  readonly keys: readonly unknown[];
  readonly values: Readonly<Record<string, unknown>>;
}

export interface AggregateAnswer {
  readonly rows: readonly AggregateRow[];
  /** There are more groups; those with the most records are here. */
  readonly truncated: boolean;
}

export interface CompiledAggregate {
  readonly statement: Statement;
  readonly decode: (rows: readonly RawRow[]) => AggregateAnswer;
}

/** Compiles groups and measures over the rows that the actor reaches. */
export function compileAggregate(aggregate: ResolvedAggregate): CompiledAggregate {
  const { scope, module, groups, measures } = aggregate;
  const parameters = new Parameters(scope.model.tenantId);
  const conditions = new ConditionSql(parameters, scope);
  const writing = { scope, parameters, conditions };
  const value = ({ path }: { readonly path: ResolvedGroup['path'] }): string =>
    throughSteps(path.steps, (alias) => readField(path.field, alias, scope).expression, writing);
  const laterals: string[] = [];
  const groupColumns = groups.map((group, index) => {
    const expression = value(group);
    if (isListField(group.path.field)) {
      laterals.push(
        `cross join lateral unnest(coalesce(nullif(${expression}, '{}'), array[null]${listCast(group)})) l${index} (item)`,
      );
      return `l${index}.item as g${index}`;
    }
    return `${bucketed(group, expression, scope.timeZone, parameters)} as g${index}`;
  });
  const measured = measures.flatMap((measure, index) =>
    measure.path ? [`${value({ path: measure.path })} as v${index}`] : [],
  );
  const where = commonConditions(aggregate, conditions, parameters);
  const access = conditions.branch(aggregate.access, module, BASE);
  if (access !== 'true') where.push(access);
  const inner = `select ${[...groupColumns, ...measured, '1 as one'].join(', ')} from ${module.table} ${BASE}${laterals.map((sql) => ` ${sql}`).join('')} where ${where.join(' and ')}`;
  const keys = groups.map((_, index) => `x.g${index}`);
  const outer = [...keys, ...measures.map((measure, index) => `${measureSql(measure, `x.v${index}`)} as m${index}`)];
  const grouping =
    keys.length === 0
      ? ''
      : ` group by ${keys.join(', ')} order by count(*) desc, ${keys.join(', ')} limit ${parameters.add(AGGREGATE_LIMITS.rows + 1)}`;
  const text = `select ${outer.join(', ')} from (${inner}) x${grouping}`;
  return {
    statement: named(text, parameters.values),
    decode: (rows) => ({
      truncated: rows.length > AGGREGATE_LIMITS.rows,
      rows: inOrder(
        rows.slice(0, AGGREGATE_LIMITS.rows).map((row) => ({
          keys: groups.map((group, index) => groupValue(group, row[`g${index}`])),
          values: Object.fromEntries(
            measures.map((measure, index) => [measure.as, measureValue(measure, row[`m${index}`], scope.baseCurrency)]),
          ),
        })),
        groups,
      ),
    }),
  };
}

const listCast = ({ path }: ResolvedGroup): string => `::${fieldType(path.field.type).sql?.sqlType ?? 'text[]'}`;

function bucketed(
  { path, bucket }: ResolvedGroup,
  expression: string,
  timeZone: string,
  parameters: Parameters,
): string {
  if (bucket === null) return expression;
  const slot = path.field.storage.at === 'custom' && path.field.storage.slot !== undefined;
  // A date's slot holds midnight in UTC; an instant's day is the tenant's.
  const zone = path.field.type === 'dateTime' ? timeZone : slot ? 'UTC' : null;
  const local =
    zone === null ? `${expression}::timestamp` : `(${expression} at time zone ${parameters.add(zone)}::text)`;
  return `date_trunc(${parameters.add(bucket)}::text, ${local})::date`;
}

function measureSql({ fn, path }: ResolvedMeasure, value: string): string {
  if (fn === 'count') return path ? `count(${value})` : 'count(*)';
  if (path?.field.type === 'money')
    return fn === 'avg' ? `round(avg((${value})::numeric))::text` : `${fn}((${value})::numeric)::text`;
  return `${fn}(${value})`;
}

function measureValue({ fn, path }: ResolvedMeasure, value: unknown, baseCurrency: string): unknown {
  if (value === null || value === undefined)
    return fn === 'count' || fn === 'sum' ? zero(path, fn, baseCurrency) : null;
  if (fn === 'count' || !path) return Number(value);
  switch (path.field.type) {
    case 'money':
      return { amount: fromMinor(BigInt(String(value).split('.')[0] ?? '0'), baseCurrency), currency: baseCurrency };
    case 'date':
      return value instanceof Date ? localDate(value, 'UTC') : String(value).slice(0, 10);
    case 'dateTime':
      return readInstant(value);
    default:
      return Number(value);
  }
}

function zero(path: ResolvedMeasure['path'], fn: ResolvedMeasure['fn'], baseCurrency: string): unknown {
  return fn === 'sum' && path?.field.type === 'money'
    ? { amount: fromMinor(0n, baseCurrency), currency: baseCurrency }
    : 0;
}

function groupValue({ path, bucket }: ResolvedGroup, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (bucket !== null) return value instanceof Date ? localDate(value, 'UTC') : String(value).slice(0, 10);
  const { type } = path.field;
  if (type === 'boolean') return value === true || value === 1;
  if (type === 'number' || type === 'integer' || type === 'percent' || type === 'rating') return Number(value);
  return String(value);
}

/** Options in their order, days as they come, the rest by count as the database gave them; empty last. */
function inOrder(rows: AggregateRow[], groups: readonly ResolvedGroup[]): AggregateRow[] {
  const places = groups.map(({ path, bucket }): ((key: unknown) => number | string) | null => {
    if (bucket !== null) return (key) => (key === null ? '9999' : String(key));
    if (path.field.type !== 'select') return null;
    const options = new Map((path.field.options ?? []).map((option, index) => [option.key, index]));
    return (key) => (key === null ? Number.MAX_SAFE_INTEGER : (options.get(String(key)) ?? options.size));
  });
  return rows.sort((a, b) => {
    for (const [index, place] of places.entries()) {
      if (!place) continue;
      const [left, right] = [place(a.keys[index]), place(b.keys[index])];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  });
}
