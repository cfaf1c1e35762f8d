import { packRules } from '@casl/ability/extra';
import type { PackRule } from '@casl/ability/extra';
import type { FieldAccess } from '@ruyi/contract/access';
import { ADMIN_ACTIONS, ADMIN_MODULE } from '@ruyi/contract/access';
import type { AdminAction } from '@ruyi/contract/access';
import type { TenantModel } from '@ruyi/engine/model';
import { accessRules } from './access-rules.js';
import type { AccessRule } from './access-rules.js';
import type { Actor } from './actor.js';
import { mayEver } from './can-do.js';
import { fieldRights } from './field-rights.js';

/** Lists of owners longer than this are left out of what the client gets: it then asks the server row by row. */
const PACKED_OWNERS = 200;

/** What GET /me says of the actor's rights; it drives what the client shows, never what the server allows. */
export interface PackedPermissions {
  readonly permissions: readonly PackRule<AccessRule>[];
  /** Per module, the fields whose access is not `edit`. */
  readonly fieldAccess: Readonly<Record<string, Readonly<Record<string, FieldAccess>>>>;
  readonly admin: readonly AdminAction[];
}

/** The actor's permissions in the form the client unpacks. */
export function packedPermissions(model: TenantModel, actor: Actor): PackedPermissions {
  const fieldAccess: Record<string, Record<string, FieldAccess>> = {};
  for (const module of model.modules.values()) {
    const read = fieldRights(module, actor, 'read').access;
    const edit = fieldRights(module, actor, 'edit').access;
    const create = fieldRights(module, actor, 'create').access;
    const limited: Record<string, FieldAccess> = {};
    for (const field of module.fields.values()) {
      const access = read.get(field.key) ?? 'hidden';
      const writable = edit.get(field.key) === 'edit' || create.get(field.key) === 'edit';
      const effective = access === 'edit' && !writable ? 'read' : access;
      if (effective !== 'edit') limited[field.key] = effective;
    }
    fieldAccess[module.key] = limited;
  }
  return {
    permissions: packRules(accessRules(model, actor).map(slim)),
    fieldAccess,
    admin: ADMIN_ACTIONS.filter((action) => mayEver(model, actor, action, ADMIN_MODULE)),
  };
}

function slim(rule: AccessRule): AccessRule {
  const { reason: _reason, ...rest } = rule;
  const owners = (rule.conditions as Record<string, { $in?: readonly string[] }> | undefined) ?? {};
  const long = Object.values(owners).some((condition) => (condition?.$in?.length ?? 0) > PACKED_OWNERS);
  if (!long) return rest;
  const { conditions: _conditions, ...open } = rest;
  return open;
}
