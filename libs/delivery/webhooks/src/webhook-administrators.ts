import { ADMIN_MODULE } from '@ruyi/contract/access';
import type { AccessData } from '@ruyi/engine/access';

/** Active people who may administer webhooks. */
export function administratorsOf({ users, roles }: AccessData): string[] {
  return [...users.values()]
    .filter(
      ({ active, roleIds }) =>
        active &&
        roleIds.some((id) =>
          roles
            .get(id)
            ?.permissions.some(
              ({ module, action, scope }) => module === ADMIN_MODULE && action === 'webhooks' && scope !== 'none',
            ),
        ),
    )
    .map(({ id }) => id);
}
