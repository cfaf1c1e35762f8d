import type { Role } from '@ruyi/contract/access';
import { labelText, type Locale } from '@ruyi/contract/metadata';
import type { RoleRow } from '../entities/role-row.js';
import { isSeededRoleKey, seededPermissions, seededRoleName } from './seeded-roles.js';

type StoredRole = Pick<RoleRow, 'id' | 'key' | 'name' | 'permissions' | 'fields' | 'disabledAt'>;

/** A stored role with what it leaves to the shipped defaults filled in. A disabled role gives nothing. */
export function readRole(row: StoredRole, shippedModules: readonly string[], locale: Locale): Role {
  const seeded = isSeededRoleKey(row.key) ? row.key : null;
  return {
    id: row.id,
    key: row.key,
    name: row.name ?? (seeded ? labelText(seededRoleName(seeded), locale) : ''),
    permissions: row.disabledAt ? [] : (row.permissions ?? (seeded ? seededPermissions(seeded, shippedModules) : [])),
    fields: row.disabledAt ? [] : row.fields,
  };
}
