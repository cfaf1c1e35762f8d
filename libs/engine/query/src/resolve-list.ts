import { createHash } from 'node:crypto';
import { AppError } from '@ruyi/contract/errors';
import type { FilterNode, SortKey } from '@ruyi/contract/metadata';
import { isInUse } from '@ruyi/engine/access';
import type { AccessWhere, FieldRights } from '@ruyi/engine/access';
import type { ModuleModel } from '@ruyi/engine/model';
import { ALWAYS, both } from './condition.js';
import type { Condition } from './condition.js';
import type { ProjectedField } from './projection.js';
import type { QueryScope } from './query-scope.js';
import { RequestIssues } from './request-issues.js';
import { resolveFilter } from './resolve-filter.js';
import { resolvePath } from './resolve-path.js';
import type { ResolvedList } from './resolved-list.js';
import { sortKeyOf } from './sort-key.js';
import type { ResolvedSortKey } from './sort-key.js';

/** The order of a list for which none is asked. */
const NEWEST_FIRST: readonly SortKey[] = [{ field: 'createdAt', descending: true }];

export const LIST_LIMITS = { default: 20, most: 200, offset: 10_000, sortKeys: 2 } as const;

/** A page of records as it is asked for; view, pool and quick search are already turned into conditions. */
export interface ListQuery {
  readonly module: ModuleModel;
  readonly access: AccessWhere;
  readonly rights: FieldRights;
  readonly bin: 'live' | 'deleted' | 'any';
  readonly filter?: FilterNode | undefined;
  /** The view's filter; wrong parts are named below `view`. */
  readonly viewFilter?: FilterNode | undefined;
  /** Conditions of the reader itself, past the check of fields. */
  readonly condition?: Condition | undefined;
  readonly sort?: readonly SortKey[] | undefined;
  /** The sort where none is asked for; keys that the actor may not read are left out. */
  readonly viewSort?: readonly SortKey[] | undefined;
  /** Names of fields and paths; absent: every field that the actor may read. */
  readonly fields?: readonly string[] | undefined;
  readonly limit?: number | undefined;
  readonly page?: number | undefined;
  readonly last?: boolean | undefined;
  readonly after?: string | undefined;
  /** Most rows of a page, where it is not the API that asks. */
  readonly most?: number | undefined;
  /** Beside the parts above, what a cursor is bound to. */
  readonly bound?: readonly unknown[] | undefined;
}

/** Checks a list's every word against metadata and rights; throws 422 with all that is wrong. */
export function resolveList(scope: QueryScope, query: ListQuery): ResolvedList {
  const issues = new RequestIssues();
  const { module, rights } = query;
  const condition = resolveConditions(scope, query, issues);
  const sort = resolveSort(scope, query, issues);
  const fields =
    query.fields === undefined ? everyField(module, rights) : namedFields(scope, query, query.fields, issues);
  const limit = query.limit ?? LIST_LIMITS.default;
  const most = query.most ?? LIST_LIMITS.most;
  if (!Number.isInteger(limit) || limit < 1 || limit > most)
    issues.add('limit', 'outOfRange', { key: 'outOfRange.between', params: { min: 1, max: most } });
  const page = query.page ?? 1;
  if (!Number.isInteger(page) || page < 1)
    issues.add('page', 'outOfRange', { key: 'outOfRange.min', params: { min: 1 } });
  const ways = [query.after !== undefined, query.page !== undefined && query.page > 1, query.last === true].filter(
    Boolean,
  );
  if (ways.length > 1)
    issues.add(query.after === undefined ? 'page' : 'after', 'unknownKey', { key: 'invalid.together' });
  issues.throwIfAny();
  if (page * limit > LIST_LIMITS.offset)
    throw new AppError(422, 'limitReached', {
      issues: [{ path: 'page', code: 'limitReached', params: { max: LIST_LIMITS.offset } }],
    });
  return {
    scope,
    module,
    access: query.access,
    bin: query.bin,
    condition,
    fields,
    ...sort,
    limit,
    offset: (page - 1) * limit,
    last: query.last === true,
    after: query.after ?? null,
    boundTo: fingerprint(scope, query),
  };
}

/** The conditions of a request, its view and its reader in one. */
export function resolveConditions(
  scope: QueryScope,
  query: Pick<ListQuery, 'module' | 'rights' | 'filter' | 'viewFilter' | 'condition'>,
  issues: RequestIssues,
): Condition {
  const subject = { scope, module: query.module, rights: query.rights, issues };
  return both(
    query.condition ?? ALWAYS,
    query.viewFilter ? resolveFilter(subject, query.viewFilter, 'view') : ALWAYS,
    query.filter ? resolveFilter(subject, query.filter) : ALWAYS,
  );
}

function resolveSort(
  scope: QueryScope,
  query: ListQuery,
  issues: RequestIssues,
): { readonly sort: readonly ResolvedSortKey[]; readonly idDescending: boolean } {
  const asked = query.sort !== undefined && query.sort.length > 0;
  const wanted = asked ? query.sort : (query.viewSort ?? NEWEST_FIRST);
  if (wanted.length > LIST_LIMITS.sortKeys)
    issues.add('sort', 'limitReached', { params: { max: LIST_LIMITS.sortKeys } });
  const sort: ResolvedSortKey[] = [];
  let idDescending: boolean | null = null;
  for (const [index, { field, descending = false }] of wanted.slice(0, LIST_LIMITS.sortKeys).entries()) {
    idDescending ??= descending;
    if (field === 'id') break;
    const path = resolvePath(scope, query.module, query.rights, field);
    const key = path && !path.masked ? sortKeyOf(scope, path, descending) : null;
    if (key) sort.push(key);
    else if (asked)
      issues.add(
        `sort.${index}`,
        path === null ? 'unknownField' : path.masked ? 'notAllowed' : 'unknownOption',
        path === null || path.masked ? { params: { field } } : { key: 'invalid.sort', params: { field } },
      );
  }
  return { sort, idDescending: idDescending ?? true };
}

const readable = new WeakMap<FieldRights, WeakMap<ModuleModel, readonly ProjectedField[]>>();

/** Every field that the actor may read; the same list for the same rights, so that reading it is compiled once. */
export function everyField(module: ModuleModel, rights: FieldRights): readonly ProjectedField[] {
  const byModule = readable.get(rights) ?? new WeakMap<ModuleModel, readonly ProjectedField[]>();
  readable.set(rights, byModule);
  const known = byModule.get(module) ?? readableFields(module, rights);
  byModule.set(module, known);
  return known;
}

function readableFields(module: ModuleModel, rights: FieldRights): readonly ProjectedField[] {
  return [...rights.access].flatMap(([key, access]) => {
    const field = module.fields.get(key);
    return field && isInUse(field) && field.storage.at !== 'nowhere'
      ? [{ name: key, steps: [], module, field, masked: access === 'masked' }]
      : [];
  });
}

/** What a record says of itself in every answer. */
const ALWAYS_SHOWN: ReadonlySet<string> = new Set([
  'id',
  'version',
  'createdAt',
  'updatedAt',
  'createdBy',
  'updatedBy',
  'ownerId',
]);

function namedFields(
  scope: QueryScope,
  query: ListQuery,
  names: readonly string[],
  issues: RequestIssues,
): ProjectedField[] {
  const always = everyField(query.module, query.rights).filter(({ name }) => ALWAYS_SHOWN.has(name));
  const asked = names.flatMap((name, index): ProjectedField[] => {
    if (names.indexOf(name) < index) return [];
    if (ALWAYS_SHOWN.has(name) && always.some((field) => field.name === name)) return [];
    const path = resolvePath(scope, query.module, query.rights, name);
    if (!path) issues.add(`fields.${index}`, 'unknownField', { params: { field: name } });
    return path ? [{ name, ...path }] : [];
  });
  return [...always, ...asked];
}

function fingerprint(scope: QueryScope, query: ListQuery): string {
  const parts = [
    scope.model.tenantId,
    scope.actor.user?.id,
    query.module.key,
    query.bin,
    query.filter,
    query.viewFilter,
    query.sort,
    query.viewSort,
    query.bound,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
