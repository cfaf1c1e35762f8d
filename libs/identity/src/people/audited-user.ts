import type { AuditedValue, Context } from '@ruyi/engine/context';
import { RoleRow } from '../entities/role-row.js';
import { readRole } from '../roles/read-role.js';
import type { TenantUnit } from '../store/tenant-unit.js';

/** A user as the log shows them before and after a change: by names, which stay readable when what they name is gone. */
export async function auditedUser(
  unit: TenantUnit,
  ctx: Context,
  userId: string,
): Promise<Record<string, AuditedValue> & { readonly name: string }> {
  const [row] = await unit.tx.query<
    Record<'name' | 'email' | 'mobile' | 'account' | 'department' | 'superior', string>
  >({
    text: `select u.name, u.email, u.mobile, u.handle as account, d.name as department, s.name as superior from app_user u
             left join department d on d.tenant_id = u.tenant_id and d.id = u.department_id
             left join app_user s on s.tenant_id = u.tenant_id and s.id = u.superior_id
            where u.tenant_id = $1 and u.id = $2`,
    values: [unit.tenantId, userId],
  });
  const held = await unit.tx.query<{ roleId: string }>({
    text: 'select role_id as "roleId" from user_role where tenant_id = $1 and user_id = $2 order by role_id',
    values: [unit.tenantId, userId],
  });
  const roles = await roleNames(
    unit,
    ctx,
    held.map(({ roleId }) => roleId),
  );
  return { name: '', ...row, roles };
}

/** In the language of whoever acts, where a role has its shipped name. */
export async function roleNames(
  unit: TenantUnit,
  ctx: Context,
  roleIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await unit.rows(RoleRow).find();
  const names = new Map(rows.map((row) => [row.id, readRole(row, [], ctx.locale).name]));
  return roleIds.map((id) => names.get(id) ?? id);
}
