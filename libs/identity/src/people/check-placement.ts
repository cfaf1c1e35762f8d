import { AppError, type Issue } from '@ruyi/contract/errors';
import type { TenantUnit } from '../store/tenant-unit.js';

/** Where a user stands: department, superior, roles. */
export interface Placement {
  readonly departmentId?: string | null | undefined;
  readonly superiorId?: string | null | undefined;
  readonly roleIds?: readonly string[] | undefined;
}

/** Refuses departments, superiors and roles that the company does not have or has disabled, and circles of superiors. */
export async function checkPlacement(unit: TenantUnit, placement: Placement, userId: string | null): Promise<void> {
  const issues: Issue[] = [];
  const { departmentId, superiorId, roleIds } = placement;
  if (
    departmentId &&
    !(await exists(
      unit,
      'select 1 from department where tenant_id = $1 and id = $2 and disabled_at is null',
      departmentId,
    ))
  ) {
    issues.push({ path: 'departmentId', code: 'notFound' });
  }
  if (superiorId) issues.push(...(await superiorIssues(unit, superiorId, userId)));
  if (roleIds) issues.push(...(await roleIssues(unit, roleIds)));
  if (issues.length > 0) throw AppError.invalid(issues);
}

async function superiorIssues(unit: TenantUnit, superiorId: string, userId: string | null): Promise<Issue[]> {
  if (
    !(await exists(
      unit,
      `select 1 from app_user where tenant_id = $1 and id = $2 and state <> 'disabled' and not service`,
      superiorId,
    ))
  ) {
    return [{ path: 'superiorId', code: 'notFound' }];
  }
  if (userId === null) return [];
  // UNION, not UNION ALL: it ends even if a circle were there already.
  const circle = await unit.tx.query({
    text: `with recursive above (id) as (
             select $2::uuid
             union select u.superior_id from app_user u join above on above.id = u.id where u.tenant_id = $1 and u.superior_id is not null
           ) select 1 from above where id = $3`,
    values: [unit.tenantId, superiorId, userId],
  });
  return circle.length > 0 ? [{ path: 'superiorId', code: 'notAllowed', key: 'circle' }] : [];
}

async function roleIssues(unit: TenantUnit, roleIds: readonly string[]): Promise<Issue[]> {
  const rows = await unit.tx.query<{ id: string }>({
    text: 'select id from role where tenant_id = $1 and id = any($2::uuid[]) and disabled_at is null',
    values: [unit.tenantId, roleIds],
  });
  const known = new Set(rows.map((row) => row.id));
  return roleIds.flatMap((id, index): Issue[] =>
    known.has(id) ? [] : [{ path: `roleIds.${index}`, code: 'notFound' }],
  );
}

async function exists(unit: TenantUnit, text: string, id: string): Promise<boolean> {
  return (await unit.tx.query({ text, values: [unit.tenantId, id] })).length > 0;
}
