import type { DatabaseView } from './database-view.js';

/** Tables of the product, of a tenant or of none, with a row that says this text in any column. */
export async function tablesThatName(database: DatabaseView, text: string): Promise<string[]> {
  const tables = await database.query<{ name: string }>(
    `select c.relname::text as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  const naming: string[] = [];
  for (const { name } of tables) {
    const found = await database.query(`select from "${name}" t where strpos(t::text, $1) > 0 limit 1`, [text]);
    if (found.length > 0) naming.push(name);
  }
  return naming;
}
