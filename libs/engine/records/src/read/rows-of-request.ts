import type { RecordAction } from '@ruyi/contract/access';
import { AppError } from '@ruyi/contract/errors';
import type { FilterNode, View } from '@ruyi/contract/metadata';
import {
  EVERYTHING,
  NOTHING,
  Organisation,
  allOf,
  anyOf,
  canReadField,
  compileAccess,
  fieldsInPools,
  isMaskedField,
} from '@ruyi/engine/access';
import type { AccessGrant, AccessWhere, Actor } from '@ruyi/engine/access';
import type { ModuleModel } from '@ruyi/engine/model';
import { moduleOrThrow } from '@ruyi/engine/model';
import { ALWAYS, both } from '@ruyi/engine/query';
import type { Condition, ListQuery, QueryScope } from '@ruyi/engine/query';
import { soughtText } from '../search/sought-text.js';
import type { RowsRequest } from './list-request.js';

/** The part of a list query that says which rows. */
export type RowsQuery = Pick<
  ListQuery,
  'module' | 'access' | 'rights' | 'bin' | 'filter' | 'viewFilter' | 'viewSort' | 'condition' | 'bound'
>;

/** Turns view, pool, subordinate and quick search into conditions, and settles whose rights apply. 403 without the right to read. */
export function rowsOfRequest(scope: QueryScope, moduleKey: string, request: RowsRequest): RowsQuery {
  const module = moduleOrThrow(scope.model, moduleKey);
  const grant = compileAccess(scope.model, scope.actor, module.key, 'read');
  if (!grant) throw AppError.notAllowed();
  const within = request.action === undefined ? EVERYTHING : withinAction(scope, module.key, request.action);
  const view = request.view === undefined ? undefined : viewOrThrow(module, request.view, scope.actor);
  const rows =
    request.pool === undefined ? outsidePools(scope, module, grant, view) : inPool(scope, module, grant, request.pool);
  const viewFilter = subordinateFilter(scope.actor, view, request.subordinate);
  return {
    module,
    ...rows,
    access: allOf([rows.access, within]),
    condition: both(rows.condition ?? ALWAYS, searchCondition(module, request.search, rows)),
    filter: request.filter,
    viewFilter: viewFilter ?? view?.filter,
    viewSort: view?.sort,
    bound: [request.search, request.pool, request.subordinate],
  };
}

/** Where the caller may do this further thing, in pools or out of them. 403 where the action is denied altogether. */
function withinAction(scope: QueryScope, module: string, action: RecordAction): AccessWhere {
  const grant = compileAccess(scope.model, scope.actor, module, action);
  if (!grant) throw AppError.notAllowed();
  return grant.pool ? anyOf([grant.where, grant.pool.where]) : grant.where;
}

type Rows = Pick<ListQuery, 'access' | 'rights' | 'bin'> & { readonly condition?: Condition };

function outsidePools(scope: QueryScope, module: ModuleModel, grant: AccessGrant, view: View | undefined): Rows {
  if (view?.deleted !== true) return { access: grant.where, rights: grant.fields, bin: 'live' };
  // The recycle bin shows what the caller could delete, and so restore.
  const deletable = compileAccess(scope.model, scope.actor, module.key, 'delete');
  return { access: deletable?.where ?? NOTHING, rights: grant.fields, bin: 'deleted' };
}

function inPool(scope: QueryScope, module: ModuleModel, grant: AccessGrant, pool: string): Rows {
  const missing = (): AppError => AppError.invalid([{ path: 'pool', code: 'notFound' }]);
  const poolField = module.fields.get('poolId');
  if (!module.poolable || !poolField || (pool !== 'any' && !UUID.test(pool))) throw missing();
  if (grant.where.kind === 'everything') {
    const condition: Condition = {
      type: 'test',
      field: poolField,
      test: pool === 'any' ? { is: 'notEmpty' } : { is: 'oneOf', values: [pool] },
    };
    return { access: grant.where, rights: grant.fields, bin: 'live', condition };
  }
  const poolIds = grant.pool?.poolIds.filter((id) => pool === 'any' || id === pool) ?? [];
  if (pool !== 'any' && poolIds.length === 0) throw missing();
  const access: AccessWhere = poolIds.length === 0 ? NOTHING : { kind: 'oneOf', field: 'poolId', values: poolIds };
  return { access, rights: fieldsInPools(scope.actor, grant.fields, poolIds), bin: 'live' };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function viewOrThrow(module: ModuleModel, key: string, actor: Actor): View {
  const view = module.views.find((candidate) => candidate.key === key);
  const visible = view && (view.visibility !== 'private' || actor.user === null || view.ownerId === actor.user.id);
  if (!visible) throw AppError.invalid([{ path: 'view', code: 'notFound' }]);
  return view;
}

function subordinateFilter(
  actor: Actor,
  view: View | undefined,
  subordinate: string | undefined,
): FilterNode | undefined {
  if (subordinate === undefined) return undefined;
  if (!view?.choosesSubordinate) throw AppError.invalid([{ path: 'subordinate', code: 'unknownKey' }]);
  const known = actor.user === null || Organisation.of(actor.data).subordinatesOf(actor.user.id).has(subordinate);
  if (!known) throw AppError.invalid([{ path: 'subordinate', code: 'notFound' }]);
  const field = view.filter && 'field' in view.filter ? view.filter.field : 'ownerId';
  return { field, op: 'eq', value: subordinate };
}

function searchCondition(module: ModuleModel, search: string | undefined, { access, rights }: Rows): Condition {
  // What PostgreSQL cannot hold is in no record.
  const text = search?.toWellFormed().replaceAll('\0', '').trim() ?? '';
  if (text === '') return ALWAYS;
  const sought = soughtText(module, rights, text);
  if (sought) return { type: 'found', search: { sought, module: module.key, owners: ownersWithin(access) } };
  const name = module.fields.get(module.nameField);
  const found = name && canReadField(rights, name.key) && !isMaskedField(rights, name.key);
  return found ? { type: 'test', field: name, test: { is: 'containing', text } } : { type: 'never' };
}

/** The owners that a search may be cut to, where the access filter is told by owner alone. */
export function ownersWithin(access: AccessWhere): readonly string[] | null {
  const nodes = anyOf([access]);
  const parts = nodes.kind === 'anyOf' ? nodes.nodes : [nodes];
  const owners: string[] = [];
  for (const part of parts) {
    if (part.kind === 'oneOf' && part.field === 'ownerId') owners.push(...part.values.filter((id) => id !== null));
    else if (!isTeam(part)) return null;
  }
  return owners;
}

const isTeam = (where: AccessWhere): boolean =>
  where.kind === 'team' || (where.kind === 'allOf' && where.nodes.some((node) => node.kind === 'team'));
