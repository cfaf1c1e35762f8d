import type { DatabaseView } from './database-view.js';

/** Every table with a tenant's rows, read from the catalog → how many rows it has of this company; empty ones as well. */
export async function rowsOfCompany(database: DatabaseView, tenantId: string): Promise<Record<string, number>> {
  const tables = await database.query<{ name: string }>(
    `select c.relname::text as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
     order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await database.query<{ rows: number }>(
      `select count(*)::int as rows from "${name}" where tenant_id = $1`,
      [tenantId],
    );
    counts[name] = row?.rows ?? 0;
  }
  return counts;
}
