import { ADMIN_MODULE, type AdminAction } from '@ruyi/contract/access';
import type { AccessData } from './access-data.js';

/** Active people whose roles give one of these administrative permissions. */
export function administratorsOf({ users, roles }: AccessData, anyOf: readonly AdminAction[]): string[] {
  const administers = (roleId: string): boolean =>
    roles
      .get(roleId)
      ?.permissions.some(
        ({ module, action, scope }) =>
          module === ADMIN_MODULE && scope !== 'none' && anyOf.some((each) => each === action),
      ) ?? false;
  return [...users.values()].filter(({ active, roleIds }) => active && roleIds.some(administers)).map(({ id }) => id);
}
