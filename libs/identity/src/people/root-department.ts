import type { TenantUnit } from '../store/tenant-unit.js';

/** The oldest department without one above it: the company itself. */
export async function rootDepartment(unit: TenantUnit): Promise<string | null> {
  const rows = await unit.tx.query<{ id: string }>({
    text: 'select id from department where tenant_id = $1 and parent_id is null and disabled_at is null order by id limit 1',
    values: [unit.tenantId],
  });
  return rows[0]?.id ?? null;
}
