import type { AccessData } from './access-data.js';
import type { Actor } from './actor.js';

/**
 * Somebody who has this role and is nobody: owns nothing, is in no department, team or pool. What the role reaches by such
 * ties it does not reach here; an unknown or disabled role reaches nothing.
 */
export function actorOfRole(data: AccessData, roleId: string): Actor {
  return {
    user: {
      // The role's own id is nobody's, and keeps abilities of different roles apart.
      id: roleId,
      name: data.roles.get(roleId)?.name ?? '',
      superiorId: null,
      departmentId: null,
      roleIds: [roleId],
      active: true,
    },
    data,
    pools: [],
  };
}
