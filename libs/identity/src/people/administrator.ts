import { ADMIN_MODULE, type AdminAction, type RolePermission } from '@ruyi/contract/access';
import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import type { TenantUnit } from '../store/tenant-unit.js';
import { isSeededRoleKey, seededPermissions } from '../roles/seeded-roles.js';

/** Nobody gives away, or takes over by a password, administrative power that they do not have themselves. */
export async function checkMayGrant(unit: TenantUnit, ctx: Context, roleIds: readonly string[]): Promise<void> {
  if (ctx.userId === null) return;
  const [own, granted] = await Promise.all([adminActionsOfUser(unit, ctx.userId), adminActionsOfRoles(unit, roleIds)]);
  if (![...granted].every((action) => own.has(action))) throw AppError.notAllowed('grantBeyondOwn');
}

/** The same for acting on somebody: what they may administer, the caller must be able to. */
export async function checkMayManage(unit: TenantUnit, ctx: Context, userId: string): Promise<void> {
  if (ctx.userId === null || ctx.userId === userId) return;
  const roles = await unit.tx.query<{ role_id: string }>({
    text: 'select role_id from user_role where tenant_id = $1 and user_id = $2',
    values: [unit.tenantId, userId],
  });
  await checkMayGrant(
    unit,
    ctx,
    roles.map((row) => row.role_id),
  );
}

export async function adminActionsOfUser(unit: TenantUnit, userId: string): Promise<ReadonlySet<AdminAction>> {
  const roles = await unit.tx.query<{ role_id: string }>({
    text: 'select role_id from user_role where tenant_id = $1 and user_id = $2',
    values: [unit.tenantId, userId],
  });
  return adminActionsOfRoles(
    unit,
    roles.map((row) => row.role_id),
  );
}

async function adminActionsOfRoles(unit: TenantUnit, roleIds: readonly string[]): Promise<ReadonlySet<AdminAction>> {
  const rows = await unit.tx.query<{ key: string | null; permissions: RolePermission[] | null }>({
    text: 'select key, permissions from role where tenant_id = $1 and id = any($2::uuid[]) and disabled_at is null',
    values: [unit.tenantId, roleIds],
  });
  const permissions = rows.flatMap(
    (row) => row.permissions ?? (isSeededRoleKey(row.key) ? seededPermissions(row.key, []) : []),
  );
  return adminActionsIn(permissions);
}

export function adminActionsIn(permissions: readonly RolePermission[]): ReadonlySet<AdminAction> {
  return new Set(
    permissions
      .filter((each) => each.module === ADMIN_MODULE && each.scope !== 'none')
      .map((each) => each.action as AdminAction),
  );
}

/** A company without an active administrator could never change anything again. Run it after the change, with the tenant's row locked. */
export async function checkAdminRemains(unit: TenantUnit): Promise<void> {
  const rows = await unit.tx.query({
    text: `select 1 from user_role ur
             join role r on r.tenant_id = ur.tenant_id and r.id = ur.role_id
             join app_user u on u.tenant_id = ur.tenant_id and u.id = ur.user_id
            where ur.tenant_id = $1 and r.key = 'admin' and u.state = 'active' and not u.service limit 1`,
    values: [unit.tenantId],
  });
  if (rows.length === 0) throw new AppError(409, 'conflict', { key: 'lastAdmin' });
}
