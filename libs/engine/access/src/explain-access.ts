import type { FieldAccess, RecordAction } from '@ruyi/contract/access';
import type { TenantModel } from '@ruyi/engine/model';
import { rolesGiving, rolesOf } from './access-rules.js';
import type { Actor } from './actor.js';
import { fieldRights, isInUse } from './field-rights.js';
import { Organisation } from './organisation.js';
import { matchingRules } from './record-image.js';
import type { RecordImage } from './record-image.js';

/** One rule that speaks for or against; `code` names it, `params` fill its sentence. */
export interface AccessReason {
  readonly code:
    | 'disabled'
    | 'noRole'
    | 'moduleOff'
    | 'noAction'
    | 'outsideScope'
    | 'inOtherPool'
    | 'parentNotSeen'
    | 'scopeAll'
    | 'owner'
    | 'creator'
    | 'subordinate'
    | 'department'
    | 'departmentTree'
    | 'team'
    | 'teamExpired'
    | 'pool'
    | 'parent'
    | 'fieldRule';
  readonly allows: boolean;
  readonly params: Readonly<Record<string, string>>;
}

export interface AccessExplanation {
  readonly allowed: boolean;
  readonly because: readonly AccessReason[];
}

const reason = (code: AccessReason['code'], allows: boolean, params: Record<string, string> = {}): AccessReason => ({
  code,
  allows,
  params,
});

/** Why the actor may, or may not, do this to the record: every rule that speaks for it, or what each lacked. */
export function explainAccess(
  model: TenantModel,
  actor: Actor,
  action: RecordAction,
  image: RecordImage,
  now = new Date(),
): AccessExplanation {
  const { user } = actor;
  if (user === null) return { allowed: true, because: [reason('scopeAll', true, { role: 'system' })] };
  if (!user.active) return refused(reason('disabled', false));
  const module = model.modules.get(image.module);
  if (module === undefined || !module.enabled) return refused(reason('moduleOff', false, { module: image.module }));
  if (rolesOf(actor).length === 0) return refused(reason('noRole', false));
  const giving = rolesGiving(actor, image.module, action);
  if (giving.length === 0) {
    return refused(
      ...rolesOf(actor).map((role) => reason('noAction', false, { role: role.name, action, module: image.module })),
    );
  }
  const rules = matchingRules(model, actor, action, image, now);
  if (rules.length === 0) return refused(...whyNot(actor, action, image, now));
  return {
    allowed: true,
    because: [
      ...unique(rules.map((rule) => whyAllowed(actor, image, rule.reason ?? ''))),
      ...fieldReasons(model, actor, action, image.module),
    ],
  };
}

const refused = (...because: AccessReason[]): AccessExplanation => ({ allowed: false, because });

function whyAllowed(actor: Actor, image: RecordImage, ruleReason: string): AccessReason {
  const userId = actor.user?.id ?? '';
  const [kind = '', roleId = '', scope = ''] = ruleReason.split(':');
  const role = actor.data.roles.get(roleId)?.name ?? '';
  const owner = (image.values['ownerId'] ?? image.values['createdBy'] ?? null) as string | null;
  const ownerName = owner === null ? '' : (actor.data.users.get(owner)?.name ?? '');
  if (kind === 'team') {
    const member = image.team?.find((candidate) => candidate.userId === userId);
    const until = member?.expiresAt ?? null;
    return reason('team', true, {
      access: member?.access ?? 'read',
      until: until === null ? '' : new Date(until).toISOString(),
    });
  }
  if (kind === 'pool') return reason('pool', true, { pool: String(image.values['poolId'] ?? '') });
  if (kind === 'parent')
    return reason('parent', true, { module: image.parent?.module ?? '', id: image.parent?.id ?? '' });
  if (scope === 'all') return reason('scopeAll', true, { role });
  if (owner === userId) return reason(image.values['ownerId'] ? 'owner' : 'creator', true, { role, scope });
  if (scope === 'subordinates') return reason('subordinate', true, { role, scope, owner: ownerName });
  return reason(scope === 'departmentTree' ? 'departmentTree' : 'department', true, { role, scope, owner: ownerName });
}

function whyNot(actor: Actor, action: RecordAction, image: RecordImage, now: Date): AccessReason[] {
  const userId = actor.user?.id ?? '';
  const reasons = rolesGiving(actor, image.module, action).flatMap((role) =>
    role.permissions
      .filter((given) => given.module === image.module && given.action === action)
      .map((given) =>
        reason('outsideScope', false, { role: role.name, scope: given.scope, owner: ownerName(actor, image) }),
      ),
  );
  const expired = image.team?.find(
    ({ userId: member, expiresAt }) => member === userId && expiresAt !== null && new Date(expiresAt) <= now,
  );
  if (expired?.expiresAt != null)
    reasons.push(reason('teamExpired', false, { until: new Date(expired.expiresAt).toISOString() }));
  const poolId = image.values['poolId'];
  if (typeof poolId === 'string') reasons.push(reason('inOtherPool', false, { pool: poolId }));
  if (image.parent != null)
    reasons.push(reason('parentNotSeen', false, { module: image.parent.module, id: image.parent.id }));
  return reasons;
}

function ownerName(actor: Actor, image: RecordImage): string {
  const owner = image.values['ownerId'];
  return typeof owner === 'string' ? (actor.data.users.get(owner)?.name ?? '') : '';
}

function fieldReasons(model: TenantModel, actor: Actor, action: RecordAction, moduleKey: string): AccessReason[] {
  const module = model.modules.get(moduleKey);
  if (module === undefined) return [];
  const { access } = fieldRights(module, actor, action);
  const levels = [...module.fields.values()]
    .filter(isInUse)
    .map((field): [string, FieldAccess] => [field.key, access.get(field.key) ?? 'hidden'])
    .filter(([, level]) => level === 'hidden' || level === 'masked');
  return levels.map(([field, level]) => reason('fieldRule', level !== 'hidden', { field, access: level }));
}

function unique(reasons: readonly AccessReason[]): AccessReason[] {
  return [...new Map(reasons.map((one) => [JSON.stringify(one), one])).values()];
}

/** The short answer that every row of a list carries. */
export type SeenAs = 'owner' | 'creator' | 'team' | 'subordinate' | 'department' | 'role' | 'pool' | 'parent';

/** Why the actor sees a row, from what the row itself says. */
export function seenAs(
  actor: Actor,
  row: {
    readonly ownerId: string | null;
    readonly createdBy: string | null;
    readonly poolId: string | null;
    readonly onTeam: boolean;
    readonly hasParent: boolean;
  },
): SeenAs {
  const { user } = actor;
  if (user === null) return 'role';
  if (row.ownerId === user.id) return 'owner';
  if (row.onTeam && row.poolId === null) return 'team';
  if (row.poolId !== null) return 'pool';
  if (row.createdBy === user.id) return 'creator';
  const responsible = row.ownerId ?? row.createdBy;
  if (responsible !== null) {
    const organisation = Organisation.of(actor.data);
    if (organisation.subordinatesOf(user.id).has(responsible)) return 'subordinate';
    const department = actor.data.users.get(responsible)?.departmentId ?? null;
    if (
      department !== null &&
      user.departmentId !== null &&
      organisation.departmentTree(user.departmentId).has(department)
    )
      return 'department';
  }
  return row.hasParent ? 'parent' : 'role';
}
