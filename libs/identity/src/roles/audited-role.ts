import type { RoleFieldRule, RolePermission } from '@ruyi/contract/access';
import { changedParts, type AuditDetail, type AuditedValue } from '@ruyi/engine/context';

/** A role as it is before or after a change, shipped defaults filled in. */
export interface AuditedRole {
  readonly name: string;
  readonly permissions: readonly RolePermission[];
  readonly fields: readonly RoleFieldRule[];
}

/**
 * What changed of a role, right by right: `customers.edit` from `own` to `all`, `customers.mobile` from nothing to `masked`.
 * The rest of a role has hundreds of rights, and is as it was.
 */
export function roleChange(was: AuditedRole | null, is: AuditedRole | null): AuditDetail {
  const parts: Record<'before' | 'after', Record<string, AuditedValue>> = { before: {}, after: {} };
  const compare = (part: string, before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) => {
    const changed = changedParts(before, after);
    if (Object.keys(changed.after).length === 0) return;
    parts.before[part] = changed.before;
    parts.after[part] = changed.after;
  };
  if (was && is && was.name !== is.name) {
    parts.before['name'] = was.name;
    parts.after['name'] = is.name;
  }
  compare('permissions', scopesOf(was), scopesOf(is));
  compare('fields', accessOf(was), accessOf(is));
  return { name: (is ?? was)?.name ?? '', ...(is ? parts : {}) };
}

/** Not allowed and not said are the same. */
function scopesOf(role: AuditedRole | null): Record<string, string> {
  const given = (role?.permissions ?? []).filter(({ scope }) => scope !== 'none');
  return Object.fromEntries(given.map(({ module, action, scope }) => [`${module}.${action}`, scope]));
}

function accessOf(role: AuditedRole | null): Record<string, string> {
  return Object.fromEntries((role?.fields ?? []).map(({ module, field, access }) => [`${module}.${field}`, access]));
}
