import type { FieldKind } from '@ruyi/contract/metadata';
import { fieldType } from '@ruyi/engine/field-types';
import { isListField } from './field-read.js';
import type { QueryScope } from './query-scope.js';
import { RequestIssues } from './request-issues.js';
import { resolveConditions } from './resolve-list.js';
import type { ListQuery } from './resolve-list.js';
import { resolvePath } from './resolve-path.js';
import type { ResolvedPath } from './resolve-path.js';
import type { ResolvedRows } from './resolved-list.js';

export const DATE_BUCKETS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type DateBucket = (typeof DATE_BUCKETS)[number];
export const MEASURE_FUNCTIONS = ['count', 'sum', 'avg', 'min', 'max'] as const;
export type MeasureFunction = (typeof MEASURE_FUNCTIONS)[number];

export const AGGREGATE_LIMITS = { groups: 3, measures: 10, rows: 1_000 } as const;

export interface GroupKey {
  readonly field: string;
  /** Of dates; days unless given. */
  readonly by?: DateBucket;
}

export interface Measure {
  readonly as: string;
  readonly fn: MeasureFunction;
  /** Not for `count`, which counts records without one. */
  readonly field?: string;
}

/** What is grouped and measured, as it is asked for. */
export interface AggregateQuery extends Pick<
  ListQuery,
  'module' | 'access' | 'rights' | 'bin' | 'filter' | 'viewFilter' | 'condition'
> {
  readonly groupBy: readonly GroupKey[];
  readonly measures: readonly Measure[];
}

export interface ResolvedGroup {
  readonly path: ResolvedPath;
  readonly bucket: DateBucket | null;
}

export interface ResolvedMeasure {
  readonly as: string;
  readonly fn: MeasureFunction;
  readonly path: ResolvedPath | null;
}

export interface ResolvedAggregate extends ResolvedRows {
  readonly groups: readonly ResolvedGroup[];
  readonly measures: readonly ResolvedMeasure[];
}

const NUMBERS: ReadonlySet<FieldKind> = new Set(['number', 'integer', 'money', 'percent', 'rating']);
const DATES: ReadonlySet<FieldKind> = new Set(['date', 'dateTime']);
const UNGROUPED: ReadonlySet<FieldKind> = new Set(['money', 'longText', 'richText', 'address', 'dateRange']);

/** Checks an aggregation against metadata and rights; throws 422 with all that is wrong. */
export function resolveAggregate(scope: QueryScope, query: AggregateQuery): ResolvedAggregate {
  const issues = new RequestIssues();
  if (query.groupBy.length > AGGREGATE_LIMITS.groups)
    issues.add('groupBy', 'limitReached', { params: { max: AGGREGATE_LIMITS.groups } });
  if (query.measures.length > AGGREGATE_LIMITS.measures)
    issues.add('measures', 'limitReached', { params: { max: AGGREGATE_LIMITS.measures } });
  issues.throwIfAny();
  const condition = resolveConditions(scope, query, issues);
  const groups = query.groupBy.map((key, index) => group(scope, query, key, `groupBy.${index}`, issues));
  const asked: readonly Measure[] = query.measures.length === 0 ? [{ as: 'count', fn: 'count' }] : query.measures;
  const measures = asked.map((one, index) => measure(scope, query, one, `measures.${index}`, issues));
  const names = new Set(asked.map(({ as }) => as));
  if (names.size < asked.length) issues.add('measures', 'notUnique');
  issues.throwIfAny();
  return {
    scope,
    module: query.module,
    access: query.access,
    bin: query.bin,
    condition,
    groups: groups.filter((one) => one !== null),
    measures: measures.filter((one) => one !== null),
  };
}

function readable(
  scope: QueryScope,
  query: AggregateQuery,
  field: string,
  path: string,
  issues: RequestIssues,
): ResolvedPath | null {
  const found = resolvePath(scope, query.module, query.rights, field);
  if (!found) issues.add(`${path}.field`, 'unknownField', { params: { field } });
  else if (found.masked) issues.add(`${path}.field`, 'notAllowed', { params: { field } });
  return found && !found.masked ? found : null;
}

function group(
  scope: QueryScope,
  query: AggregateQuery,
  key: GroupKey,
  at: string,
  issues: RequestIssues,
): ResolvedGroup | null {
  const path = readable(scope, query, key.field, at, issues);
  if (!path) return null;
  const { type, storage } = path.field;
  const isDate = DATES.has(type);
  if (
    fieldType(type).sql === null ||
    UNGROUPED.has(type) ||
    storage.at === 'derived' ||
    (path.steps.length > 0 && isListField(path.field))
  ) {
    issues.add(`${at}.field`, 'unknownOption', { key: 'invalid.group', params: { field: key.field } });
    return null;
  }
  if (key.by !== undefined && !isDate) {
    issues.add(`${at}.by`, 'unknownOption', { key: 'invalid.by', params: { field: key.field } });
    return null;
  }
  return { path, bucket: isDate ? (key.by ?? 'day') : null };
}

function measure(
  scope: QueryScope,
  query: AggregateQuery,
  asked: Measure,
  at: string,
  issues: RequestIssues,
): ResolvedMeasure | null {
  if (!/^[A-Za-z_]\w{0,39}$/.test(asked.as)) issues.add(`${at}.as`, 'patternMismatch');
  if (asked.field === undefined) {
    if (asked.fn === 'count') return { as: asked.as, fn: 'count', path: null };
    issues.add(`${at}.field`, 'required');
    return null;
  }
  const path = readable(scope, query, asked.field, at, issues);
  if (!path) return null;
  const { type, storage } = path.field;
  const fits =
    asked.fn === 'count'
      ? fieldType(type).sql !== null
      : NUMBERS.has(type) || (DATES.has(type) && (asked.fn === 'min' || asked.fn === 'max'));
  if (fits && storage.at !== 'derived' && storage.at !== 'nowhere') return { as: asked.as, fn: asked.fn, path };
  issues.add(`${at}.fn`, 'unknownOption', { params: { field: asked.field } });
  return null;
}
