import { isPlainObject } from '@ruyi/contract/field-values';

/** One setting that a change touched: where it stands, and what it was and became. */
export interface AuditChange {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between before and after, setting by setting, however deep it stands. */
export function auditChanges(detail: Readonly<Record<string, unknown>>): readonly AuditChange[] {
  const { before, after } = detail;
  return isPlainObject(after) ? changesBetween(before, after, []) : [];
}

function changesBetween(before: unknown, after: unknown, path: readonly string[]): AuditChange[] {
  const was = partsOf(before);
  const is = partsOf(after);
  if ((was ?? is) && (was || isNothing(before)) && (is || isNothing(after))) {
    const keys = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])];
    if (keys.length === 0 && isNothing(before) !== isNothing(after)) return [{ path, before: !!was, after: !!is }];
    return keys.flatMap((key) => changesBetween(was?.[key], is?.[key], [...path, key]));
  }
  return JSON.stringify(before ?? null) === JSON.stringify(after ?? null) ? [] : [{ path, before, after }];
}

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** What a value consists of; null for what is told as one: a text, a label, a filter, a list of plain values. */
function partsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every(isPlainObject) ? Object.fromEntries(value.map(named)) : null;
  }
  return isPlainObject(value) && !('zh' in value) && !isFilter(value) ? value : null;
}

/** By what a rule, an option, a column has as its name: it is the same when its place changes. */
function named(each: Readonly<Record<string, unknown>>, index: number): [string, object] {
  const by = ['kind', 'key', 'field'].find((key) => typeof each[key] === 'string');
  if (by === undefined) return [String(index + 1), each];
  return [String(each[by]), Object.fromEntries(Object.entries(each).filter(([key]) => key !== by))];
}

function isFilter(value: Readonly<Record<string, unknown>>): boolean {
  return 'and' in value || 'or' in value || 'not' in value || ('field' in value && 'op' in value);
}
