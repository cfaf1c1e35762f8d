import { createWriteStream } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/**
 * Writes every row of every table as of one instant: a file a table, its columns in the first line, then what COPY says. The
 * schema is not written: the release's migrations make it.
 * @param {string} adminUrl
 * @param {string} folder
 */
export async function copyRows(adminUrl, folder) {
  await mkdir(folder, { recursive: true });
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query(
      `select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'
         and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       group by c.relname order by c.relname`,
    );
    for (const { name, columns } of rows) {
      const file = join(folder, name);
      await appendFile(file, `${columns}\n`);
      const source = client.query(
        copyTo(`copy (select ${columns} from ${client.escapeIdentifier(name)} order by 1, 2) to stdout`),
      );
      await pipeline(source, createWriteStream(file, { flags: 'a' }));
    }
    const { rows: sequences } = await client.query(`select from pg_sequences where schemaname = 'public'`);
    if (sequences.length > 0) throw new Error('there are sequences: their places have to be written too');
    await client.query('rollback');
  } finally {
    await client.end();
  }
}
