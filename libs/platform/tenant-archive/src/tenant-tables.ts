import type { ClientBase } from 'pg';

/** A table that tenants own rows of, as the catalog describes it. */
export interface TenantTable {
  readonly name: string;
  /** Columns that are written, without `tenant_id`. */
  readonly columns: readonly string[];
  /** Tenants' tables that its foreign keys point to. */
  readonly references: readonly string[];
}

/**
 * Tables whose rows stay with the install: log-ins, API keys, answers kept for repeated requests, and promises of jobs, which two
 * installs must not both keep.
 */
export const LEFT_BEHIND: ReadonlySet<string> = new Set([
  'session',
  'invitation',
  'password_reset',
  'api_key',
  'idempotency_key',
  'feed_event',
  'outbox',
  'outbox_wakeup',
]);

/** Every table with a column `tenant_id`, read from the catalog: a table of a later migration is there by itself. */
export async function tenantTables(client: ClientBase): Promise<TenantTable[]> {
  const { rows } = await client.query<TenantTable>(`
    with owned as (
      select c.oid, c.relname::text as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
    )
    select o.name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
       where a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname <> 'tenant_id') as columns,
      coalesce((select array_agg(distinct target.name) from pg_constraint k join owned target on target.oid = k.confrelid
       where k.conrelid = o.oid and k.contype = 'f'), '{}') as references
    from owned o order by o.name`);
  return rows;
}
