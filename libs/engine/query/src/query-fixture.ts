import { RECORD_ACTIONS } from '@ruyi/contract/access';
import type { DataScope, RoleFieldRule } from '@ruyi/contract/access';
import type { Field, FieldKind, FilterNode, ModuleAccess, Option, SortKey } from '@ruyi/contract/metadata';
import { compileAccess } from '@ruyi/engine/access';
import type { Actor } from '@ruyi/engine/access';
import { fieldType } from '@ruyi/engine/field-types';
import type { FieldModel, FieldStorage, ModuleModel, TenantModel } from '@ruyi/engine/model';
import { resolveList } from './resolve-list.js';
import type { ListQuery } from './resolve-list.js';
import type { QueryScope } from './query-scope.js';
import type { ResolvedList } from './resolved-list.js';

/** A field in the shortest form that a spec needs. */
export interface FixtureField {
  readonly type: FieldKind;
  readonly custom?: { readonly slot?: string };
  readonly indexed?: boolean;
  readonly derived?: { readonly from: string };
  readonly options?: readonly string[];
  readonly target?: string;
  readonly columns?: Readonly<Record<string, string>>;
}

const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function storageOf(key: string, field: FixtureField): FieldStorage {
  if (field.derived) return { at: 'derived', from: field.derived.from, rule: 'daysUntil' };
  if (field.custom) return { at: 'custom', ...field.custom };
  const columns = Object.fromEntries(
    fieldType(field.type)
      .columns({})
      .map(({ part, suffix }) => [part, `${snake(key)}${suffix}`]),
  );
  return { at: 'columns', columns: field.columns ?? columns };
}

function fieldModel(key: string, field: FixtureField, origin: Field['origin']): FieldModel {
  const options = field.options?.map((option): Option => ({ key: option, label: { zh: option } }));
  return {
    key,
    type: field.type,
    origin,
    label: { zh: key },
    indexed: field.indexed ?? true,
    ...(options && { options }),
    ...(field.target && { target: field.target }),
    storage: storageOf(key, field),
  };
}

const SYSTEM: Readonly<Record<string, FixtureField>> = {
  id: { type: 'reference' },
  version: { type: 'integer' },
  createdAt: { type: 'dateTime' },
  createdBy: { type: 'user' },
  ownerId: { type: 'user' },
  poolId: { type: 'reference', target: 'pools' },
};

export function aModule(
  key: string,
  fields: Readonly<Record<string, FixtureField>>,
  access: ModuleAccess = 'own',
): ModuleModel {
  const entries = [
    ...Object.entries(fields).map(([name, field]): [string, FieldModel] => [
      name,
      fieldModel(name, field, field.custom ? 'custom' : 'shipped'),
    ]),
    ...Object.entries(SYSTEM).map(([name, field]): [string, FieldModel] => [name, fieldModel(name, field, 'system')]),
  ];
  return {
    key,
    label: { zh: key },
    icon: '',
    origin: 'shipped',
    enabled: true,
    access,
    owned: true,
    poolable: access === 'own',
    followable: false,
    nameField: 'name',
    table: key,
    fields: new Map(entries),
    duplicates: [],
    layouts: [],
    views: [],
    actions: [],
    related: [],
  };
}

export const TENANT_ID = '00000000-0000-7000-8000-000000000000';
export const ANN = '00000000-0000-7000-8000-000000000001';

/** One user with one role over the modules, at a fixed moment in Shanghai. */
export function aScope(
  modules: readonly ModuleModel[],
  dataScope: DataScope,
  fields: readonly RoleFieldRule[] = [],
): QueryScope {
  const permissions = modules.flatMap(({ key }) =>
    RECORD_ACTIONS.map((action) => ({ module: key, action, scope: dataScope })),
  );
  const user = { id: ANN, name: '安', superiorId: null, departmentId: null, roleIds: ['role'], active: true };
  const actor: Actor = {
    user,
    pools: [],
    data: {
      tenantId: TENANT_ID,
      version: 1,
      users: new Map([[ANN, user]]),
      departments: new Map(),
      roles: new Map([['role', { id: 'role', key: null, name: '业务员', permissions, fields }]]),
    },
  };
  const model: TenantModel = {
    tenantId: TENANT_ID,
    version: 1,
    modules: new Map(modules.map((module) => [module.key, module])),
  };
  return { model, actor, timeZone: 'Asia/Shanghai', baseCurrency: 'CNY', now: new Date('2026-03-15T04:00:00Z') };
}

/** A list of the module as the scope's user may read it. */
export function aList(
  scope: QueryScope,
  module: ModuleModel,
  request: {
    readonly filter?: FilterNode;
    readonly sort?: readonly SortKey[];
    readonly fields?: readonly string[];
    readonly limit?: number;
  } & Partial<ListQuery>,
): ResolvedList {
  const grant = compileAccess(scope.model, scope.actor, module.key, 'read');
  if (!grant) throw new Error('denied');
  return resolveList(scope, { module, access: grant.where, rights: grant.fields, bin: 'live', ...request });
}
