import type { FaultInstall } from '../faults/support/fault-install.js';

/** What a table holds: how many rows, and a checksum of all their values in some columns. */
export interface Rows {
  readonly columns: string;
  readonly count: number;
  readonly sum: string;
}

/** What every table holds now; with what they held before, only these tables and only the columns that they had. */
export async function rowsOf(
  install: FaultInstall,
  before?: ReadonlyMap<string, Rows>,
): Promise<ReadonlyMap<string, Rows>> {
  const tables = before
    ? [...before].map(([name, { columns }]) => ({ name, columns }))
    : await install.query<{ name: string; columns: string }>(
        `select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
         from pg_class c join pg_attribute a on a.attrelid = c.oid
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'
           and a.attnum > 0 and not a.attisdropped
         group by c.relname order by c.relname`,
      );
  const held = new Map<string, Rows>();
  for (const { name, columns } of tables) {
    const [rows] = await install.query<{ count: number; sum: string }>(
      `select count(*)::int as count, coalesce(md5(string_agg(line, E'\\n' order by line)), '') as sum
       from (select r::text as line from (select ${columns} from "${name}") r) t`,
    );
    held.set(name, { columns, count: rows?.count ?? 0, sum: rows?.sum ?? '' });
  }
  return held;
}
