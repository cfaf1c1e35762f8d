import { ADMIN_MODULE, type AdminAction } from '@ruyi/contract/access';
import type { AccessData } from '@ruyi/engine/access';

/** Whether a user's roles give one of these administrative permissions. */
export function administers(data: AccessData, userId: string, anyOf: readonly AdminAction[]): boolean {
  const roleIds = data.users.get(userId)?.roleIds ?? [];
  return roleIds.some((id) =>
    data.roles
      .get(id)
      ?.permissions.some(
        ({ module, action, scope }) =>
          module === ADMIN_MODULE && scope !== 'none' && anyOf.some((each) => each === action),
      ),
  );
}
