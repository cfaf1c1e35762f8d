import { rulesToAST } from '@casl/ability/extra';
import type { RecordAction } from '@ruyi/contract/access';
import type { ModuleModel, TenantModel } from '@ruyi/engine/model';
import { PARENT_EDIT, PARENT_READ, TEAM, TEAM_WRITE } from './access-rules.js';
import type { RecordAbility } from './access-rules.js';
import { EVERYTHING, NOTHING, allOf, anyOf } from './access-where.js';
import type { AccessWhere } from './access-where.js';
import { abilityOf } from './actor-ability.js';
import type { Actor } from './actor.js';
import { fieldRights, onlyFields } from './field-rights.js';
import type { FieldRights } from './field-rights.js';

/** What an actor may do to a module's records under one action. */
export interface AccessGrant {
  /** Rows outside pools; with scope `all` those in pools as well. */
  readonly where: AccessWhere;
  readonly fields: FieldRights;
  /** Rows in pools, for actors who reach them as members only: these see the pool's visible fields. */
  readonly pool: {
    readonly poolIds: readonly string[];
    readonly where: AccessWhere;
    readonly fields: FieldRights;
  } | null;
}

/** How deep a record's visibility may hang on another's: follow-up → contact → customer. */
const PARENT_DEPTH = 3;

const compiled = new WeakMap<RecordAbility, Map<string, AccessGrant | null>>();

/** The actor's right as a condition on rows and a set of fields; null: the action is denied altogether. Kept as long as the ability. */
export function compileAccess(
  model: TenantModel,
  actor: Actor,
  moduleKey: string,
  action: RecordAction,
): AccessGrant | null {
  const ability = abilityOf(model, actor);
  const grants = compiled.get(ability) ?? new Map<string, AccessGrant | null>();
  compiled.set(ability, grants);
  const key = `${moduleKey} ${action}`;
  const known = grants.get(key);
  if (known !== undefined) return known;
  const grant = makeGrant(model, actor, moduleKey, action);
  if (model.modules.has(moduleKey)) grants.set(key, grant);
  return grant;
}

function makeGrant(model: TenantModel, actor: Actor, moduleKey: string, action: RecordAction): AccessGrant | null {
  const module = model.modules.get(moduleKey);
  if (module === undefined || !module.enabled) return null;
  const fields = fieldRights(module, actor, action);
  if (actor.user === null) return { where: EVERYTHING, fields, pool: null };
  const whole = compileWhere(model, actor, module, action, PARENT_DEPTH);
  if (whole === null) return null;
  const branches = whole.kind === 'anyOf' ? whole.nodes : [whole];
  const inPools = branches.filter(isPoolBranch);
  const where = anyOf(branches.filter((branch) => !isPoolBranch(branch)));
  const poolIds = inPools.flatMap((branch) =>
    branch.kind === 'oneOf' ? branch.values.filter((id) => id !== null) : [],
  );
  if (where.kind === 'everything' || poolIds.length === 0) return { where, fields, pool: null };
  return { where, fields, pool: { poolIds, where: anyOf(inPools), fields: fieldsInPools(actor, fields, poolIds) } };
}

/** Fields that every one of the pools shows. */
export function fieldsInPools(actor: Actor, fields: FieldRights, poolIds: readonly string[]): FieldRights {
  return actor.pools
    .filter((pool) => poolIds.includes(pool.poolId) && !pool.admin)
    .reduce((left, pool) => onlyFields(left, pool.visibleFields), fields);
}

const isPoolBranch = (where: AccessWhere): boolean => where.kind === 'oneOf' && where.field === 'poolId';

function compileWhere(
  model: TenantModel,
  actor: Actor,
  module: ModuleModel,
  action: RecordAction,
  depth: number,
): AccessWhere | null {
  const ast = rulesToAST(abilityOf(model, actor), action, module.key);
  if (ast === null) return null;
  return convert(ast as CaslCondition, (needed) => parentWhere(model, actor, module, needed, depth - 1));
}

/** The shape of CASL's condition tree; its classes add nothing that is needed here. */
interface CaslCondition {
  readonly operator: string;
  readonly field?: string;
  readonly value: unknown;
}

function convert(node: CaslCondition, parent: (needed: 'read' | 'edit') => AccessWhere): AccessWhere {
  const { operator, field, value } = node;
  if (operator === 'and' || operator === 'or') {
    const nodes = (value as CaslCondition[]).map((child) => convert(child, parent));
    return operator === 'and' ? allOf(nodes) : anyOf(nodes);
  }
  if (operator === 'not')
    return { kind: 'not', node: allOf((value as CaslCondition[]).map((child) => convert(child, parent))) };
  if (field === undefined) throw new Error(`Unknown access condition ${operator}`);
  if (field === PARENT_READ) return parent('read');
  if (field === PARENT_EDIT) return parent('edit');
  if (field === TEAM || field === TEAM_WRITE) {
    return { kind: 'team', userId: String(value), access: field === TEAM ? 'read' : 'write' };
  }
  switch (operator) {
    case 'eq':
      return { kind: 'oneOf', field, values: [value as string | null] };
    case 'in':
      return { kind: 'oneOf', field, values: value as (string | null)[] };
    case 'ne':
      return { kind: 'not', node: { kind: 'oneOf', field, values: [value as string | null] } };
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return { kind: 'compare', field, op: operator, value };
    default:
      throw new Error(`Unknown access condition ${operator}`);
  }
}

/** The rows whose parent the actor may read, or edit. */
function parentWhere(
  model: TenantModel,
  actor: Actor,
  module: ModuleModel,
  needed: 'read' | 'edit',
  depth: number,
): AccessWhere {
  if (depth < 0) return NOTHING;
  const field = parentField(module);
  const parents = field === null ? [] : parentModules(model, module, field);
  const targets = parents.flatMap((parent) => {
    const where = compileWhere(model, actor, parent, needed, depth);
    if (where === null) return [];
    const outsidePools = anyOf(
      (where.kind === 'anyOf' ? where.nodes : [where]).filter((branch) => !isPoolBranch(branch)),
    );
    return outsidePools.kind === 'nothing' ? [] : [{ module: parent.key, where: outsidePools }];
  });
  if (field === null || targets.length === 0) return NOTHING;
  const all = targets.length === parents.length && targets.every(({ where }) => where.kind === 'everything');
  return all ? EVERYTHING : { kind: 'parent', field, targets };
}

/** The reference through which a record is seen; null: by itself only. */
export function parentField(module: ModuleModel): string | null {
  if (typeof module.access !== 'object') return null;
  return 'inherit' in module.access ? module.access.inherit : module.access.either;
}

/** The modules that the parent reference may point to; without a target, any that does not itself inherit. */
export function parentModules(model: TenantModel, module: ModuleModel, field: string): ModuleModel[] {
  const { target, targets } = module.fields.get(field) ?? {};
  return [...model.modules.values()].filter((candidate) => {
    if (!candidate.enabled || candidate.key === module.key) return false;
    if (targets !== undefined) return targets.includes(candidate.key);
    if (target !== undefined) return candidate.key === target;
    return typeof candidate.access !== 'object' || !('inherit' in candidate.access);
  });
}
