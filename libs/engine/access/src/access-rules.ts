import type { MongoAbility, RawRuleOf } from '@casl/ability';
import { ADMIN_MODULE, RECORD_ACTIONS } from '@ruyi/contract/access';
import type { DataScope, RecordAction, Role } from '@ruyi/contract/access';
import type { ModuleModel, TenantModel } from '@ruyi/engine/model';
import type { OrganisationUser } from './access-data.js';
import type { Actor } from './actor.js';
import { Organisation } from './organisation.js';

export type RecordAbility = MongoAbility;
export type AccessRule = RawRuleOf<RecordAbility>;
type Conditions = Record<string, unknown>;

/** Pseudo fields of rule conditions, beside the record's own `ownerId`, `createdBy` and `poolId`. */
export const TEAM = '_team';
export const TEAM_WRITE = '_teamWrite';
export const PARENT_READ = '_parentRead';
export const PARENT_EDIT = '_parentEdit';

/** What a member of a record's team gains beside its owner: rows, for actions that the user's roles give anyway. */
const TEAM_READ_ACTIONS: ReadonlySet<RecordAction> = new Set(['read', 'export', 'send']);
const TEAM_WRITE_ACTIONS: ReadonlySet<RecordAction> = new Set(['read', 'export', 'send', 'edit']);

/** What is done with the parent in sight only; the rest asks for a parent that may be edited. */
const SEEN_WITH_PARENT: ReadonlySet<RecordAction> = new Set(['read', 'export', 'send']);

/** Roles of the user that exist. */
export function rolesOf(actor: Actor): readonly Role[] {
  return (actor.user?.roleIds ?? []).flatMap((id) => actor.data.roles.get(id) ?? []);
}

/** Those of the user's roles that give the action on the module, whatever its scope. */
export function rolesGiving(actor: Actor, module: string, action: string): readonly Role[] {
  return rolesOf(actor).filter((role) =>
    role.permissions.some((given) => given.module === module && given.action === action && given.scope !== 'none'),
  );
}

/** The actor's rights as CASL rules, each named by its reason. Empty for the system, which is asked before. */
export function accessRules(model: TenantModel, actor: Actor): AccessRule[] {
  const { user } = actor;
  if (user === null || !user.active) return [];
  const rules: AccessRule[] = [];
  for (const role of rolesOf(actor)) {
    for (const { module: key, action, scope } of role.permissions) {
      if (scope === 'none') continue;
      if (key === ADMIN_MODULE) {
        rules.push({ action, subject: ADMIN_MODULE, reason: `role:${role.id}` });
        continue;
      }
      const module = model.modules.get(key);
      if (module?.enabled && isRecordAction(action))
        rules.push(...rulesOfGrant({ module, action, scope, role, actor, user }));
    }
  }
  return rules;
}

interface Grant {
  readonly module: ModuleModel;
  readonly action: RecordAction;
  readonly scope: Exclude<DataScope, 'none'>;
  readonly role: Role;
  readonly actor: Actor;
  readonly user: OrganisationUser;
}

function rulesOfGrant(grant: Grant): AccessRule[] {
  const { module, action, role, scope } = grant;
  const rule = (reason: string, conditions?: Conditions): AccessRule => ({
    action,
    subject: module.key,
    reason,
    ...(conditions && { conditions }),
  });
  const scopeReason = `role:${role.id}:${scope}`;
  if (typeof module.access === 'object' && 'inherit' in module.access) {
    const seen = action === 'create' || SEEN_WITH_PARENT.has(action);
    const scoped = seen ? undefined : scopeConditions(grant);
    return [rule(seen ? 'parent' : scopeReason, { [PARENT_READ]: true, ...scoped })];
  }
  const rules = [rule(scopeReason, scopeConditions(grant))];
  if (scope === 'all') return rules;
  if (TEAM_WRITE_ACTIONS.has(action)) rules.push(rule('team', teamConditions(grant)));
  if (typeof module.access === 'object')
    rules.push(rule('parent', { [SEEN_WITH_PARENT.has(action) ? PARENT_READ : PARENT_EDIT]: true }));
  rules.push(...poolRules(grant, rule));
  return rules;
}

/** Owned records by owner, others by who made them. In a pool there is no owner, so these never match there. */
function scopeConditions({ module, scope, actor, user }: Grant): Conditions | undefined {
  const owners = Organisation.of(actor.data).ownersWithin(scope, user);
  return owners === null ? undefined : { [module.owned ? 'ownerId' : 'createdBy']: { $in: owners } };
}

function teamConditions({ module, action, user }: Grant): Conditions {
  const member = { [TEAM_READ_ACTIONS.has(action) ? TEAM : TEAM_WRITE]: user.id };
  return module.poolable ? { ...member, poolId: null } : member;
}

function poolRules(grant: Grant, rule: (reason: string, conditions: Conditions) => AccessRule): AccessRule[] {
  const { module, actor, action, scope } = grant;
  if (!module.poolable) return [];
  const wider = scope !== 'own';
  const pools = actor.pools.filter((pool) => pool.module === module.key);
  const reached = pools.filter((pool) => {
    if (action === 'allocate') return pool.admin || wider;
    return action === 'read' || action === 'export' || action === 'send' || action === 'claim' || action === 'create';
  });
  return reached.length === 0 ? [] : [rule('pool', { poolId: { $in: reached.map((pool) => pool.poolId) } })];
}

function isRecordAction(action: string): action is RecordAction {
  return (RECORD_ACTIONS as readonly string[]).includes(action);
}
