import type { Transaction } from '@ruyi/engine/context';

/** A column of another table that names records. */
export interface PurgeSide {
  readonly table: string;
  readonly column: string;
  /** What stands there has a life of its own: it only forgets the record. */
  readonly nullable: boolean;
}

/** What counts what people did, or says what a job did, stays. History has a door of its own. */
const KEPT: ReadonlySet<string> = new Set(['pool_move', 'job_row', 'history', 'record']);

/**
 * Everything beside the modules' own tables that names records, from the catalog: columns with a foreign key to the
 * registry, and those called `record_id`.
 */
export async function purgeSides(tx: Transaction, moduleTables: ReadonlySet<string>): Promise<readonly PurgeSide[]> {
  const rows = await tx.query<{ table: string; column: string; nullable: boolean }>({
    name: 'purge_sides',
    text: `select c.relname::text as "table", a.attname::text as "column", not a.attnotnull as nullable
           from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
             and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
             and (a.attname = 'record_id' or exists (
               select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f'
                 and k.confrelid = 'public.record'::regclass and k.conkey[2] = a.attnum))
           order by 1, 2`,
    values: [],
  });
  return rows.filter(({ table }) => !moduleTables.has(table) && !KEPT.has(table));
}
