import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { to as copyTo } from 'pg-copy-streams';
import type { Client } from 'pg';
import { create } from 'tar';
import { ArchiveError } from './archive-error.js';
import { FORMAT, MANIFEST, tableFile, type ArchivedTable, type ArchiveManifest } from './archive-manifest.js';
import { identifier, inOwnerTransaction } from './owner-session.js';
import { LEFT_BEHIND, tenantTables, type TenantTable } from './tenant-tables.js';

export interface ExportTenant {
  /** The schema's owner; for what the company itself gets, the application's role will do. */
  readonly databaseUrl: string;
  /**
   * For whom: the operator's can go on elsewhere as it is; the company's own lacks what no administrator may have (the
   * passwords, even hashed, of people who may work elsewhere too) and what is made from the rest (the search).
   */
  readonly audience?: 'operator' | 'company';
  /** The folder of all tenants' files. */
  readonly filesFolder: string;
  readonly tenantId: string;
  /** The archive to write, `….tar.gz`. Must not exist. */
  readonly target: string;
}

/** `npx ruyi search rebuild` writes it anew. The application may not read it. */
const MADE_FROM_THE_REST: ReadonlySet<string> = new Set(['search_row']);

const NO_ARCHIVE = `id not in (select j.id from job_run j where j.tenant_id = file.tenant_id and j.kind = 'company.export')`;

/**
 * Writes one tenant with everything that is its own (metadata, records, history, people with their accounts, files) into
 * one archive, as of one instant: a snapshot of the database, while the product goes on.
 */
export async function exportTenant({
  databaseUrl,
  audience = 'operator',
  filesFolder,
  tenantId,
  target,
}: ExportTenant): Promise<ArchiveManifest> {
  if (await stat(target).catch(() => null)) throw new ArchiveError(`${target} is there already`);
  await mkdir(dirname(resolve(target)), { recursive: true });
  const folder = await mkdtemp(join(dirname(resolve(target)), '.ruyi-export-'));
  try {
    await mkdir(join(folder, 'tables'));
    const manifest = await inOwnerTransaction(
      { databaseUrl, tenantId, begin: 'begin transaction isolation level repeatable read read only' },
      (client) => writeTables(client, { tenantId, folder, audience }),
    );
    const archives = await earlierArchives(databaseUrl, tenantId);
    const files = await copyFiles(join(filesFolder, tenantId), join(folder, 'files'), archives);
    const whole = { ...manifest, files };
    await writeFile(join(folder, MANIFEST), JSON.stringify(whole, null, 2));
    await create({ gzip: { level: 6 }, cwd: folder, file: `${target}.part`, portable: true }, [
      MANIFEST,
      'tables',
      ...(files > 0 ? ['files'] : []),
    ]);
    await rename(`${target}.part`, target);
    return whole;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(`${target}.part`, { force: true });
  }
}

/** Archives that the company was given are not packed into the next one. */
async function earlierArchives(databaseUrl: string, tenantId: string): Promise<ReadonlySet<string>> {
  const rows = await inOwnerTransaction({ databaseUrl, tenantId }, (client) =>
    client.query<{ id: string }>(`select id from job_run where tenant_id = $1 and kind = 'company.export'`, [tenantId]),
  );
  return new Set(rows.rows.map(({ id }) => id));
}

async function writeTables(
  client: Client,
  {
    tenantId,
    folder,
    audience,
  }: { readonly tenantId: string; readonly folder: string; readonly audience: 'operator' | 'company' },
): Promise<ArchiveManifest> {
  const { rows } = await client.query<ArchiveManifest['tenant']>('select id, code, name from tenant where id = $1', [
    tenantId,
  ]);
  const tenant = rows[0];
  if (!tenant) throw new ArchiveError(`there is no company with the id ${tenantId}`);
  // The application does not read them: then the columns have to say whether an install is new enough.
  const migrations =
    audience === 'operator'
      ? await client.query<{ label: string }>(
          `select lpad(number::text, 4, '0') || '_' || name as label from migration order by number`,
        )
      : { rows: [] };
  const own = client.escapeLiteral(tenantId);
  const tables: ArchivedTable[] = [
    await writeRows(client, folder, await tableWithoutTenant(client, 'tenant'), `id = ${own}`),
    await writeRows(
      client,
      folder,
      await tableWithoutTenant(client, 'account'),
      `id in (select account_id from account_tenant where tenant_id = ${own})`,
      audience === 'company' ? ['password_hash'] : [],
    ),
  ];
  for (const table of await tenantTables(client)) {
    if (LEFT_BEHIND.has(table.name) || (audience === 'company' && MADE_FROM_THE_REST.has(table.name))) continue;
    const others = table.name === 'file' ? ` and ${NO_ARCHIVE}` : '';
    tables.push(await writeRows(client, folder, table, `tenant_id = ${own}${others}`));
  }
  return {
    format: FORMAT,
    at: new Date().toISOString(),
    tenant,
    migrations: migrations.rows.map(({ label }) => label),
    tables,
    files: 0,
  };
}

async function tableWithoutTenant(client: Client, name: string): Promise<Pick<TenantTable, 'name' | 'columns'>> {
  const { rows } = await client.query<{ column: string }>(
    `select attname::text as column from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [name],
  );
  return { name, columns: rows.map(({ column }) => column) };
}

async function writeRows(
  client: Client,
  folder: string,
  { name, columns }: Pick<TenantTable, 'name' | 'columns'>,
  condition: string,
  emptied: readonly string[] = [],
): Promise<ArchivedTable> {
  const hash = createHash('sha256');
  const values = columns.map((column) => (emptied.includes(column) ? 'null' : identifier(column))).join(', ');
  const select = `select ${values} from ${identifier(name)} where ${condition}`;
  const rows = client.query(copyTo(`copy (${select}) to stdout`));
  const hashed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(rows, hashed, createWriteStream(tableFile(folder, name)));
  return { name, columns, rows: rows.rowCount ?? 0, sha256: hash.digest('hex') };
}

async function copyFiles(from: string, to: string, without: ReadonlySet<string>): Promise<number> {
  if (!(await stat(from).catch(() => null))) return 0;
  await cp(from, to, { recursive: true, filter: (path) => !path.endsWith('.part') && !without.has(basename(path)) });
  return (await readdir(to, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;
}
