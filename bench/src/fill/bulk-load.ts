import pg from 'pg';

/** Tables that are filled by sets. */
const FILLED = ['record', 'customers', 'contacts', 'follow_ups', 'unique_value', 'search_row', 'value_index'];

interface Index {
  readonly name: string;
  readonly definition: string;
}

/**
 * Fills tables without their secondary indexes and without looking up each foreign key, and makes the indexes anew at the
 * end: a million rows with seventy indexes would otherwise take an hour. What is there in the end is the same; the keys are
 * right because the same statement writes both sides. The connection is an administrator's.
 */
export async function bulkLoad(adminUrl: string, fill: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off; set jit = off;
      set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 2`);
    const { rows: indexes } = await client.query<Index>(
      `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
       where t.relnamespace = 'public'::regnamespace and t.relname = any($1::text[]) and not i.indisunique`,
      [FILLED],
    );
    for (const { name } of indexes) await client.query(`drop index ${pg.escapeIdentifier(name)}`);
    await fill(client);
    for (const { definition } of indexes) await client.query(definition);
    await client.query('vacuum (analyze)');
  } finally {
    await client.end();
  }
}
