import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import pg from 'pg';
import { extract } from 'tar';
import { newId } from '@ruyi/engine/context';
import { ArchiveError } from './archive-error.js';
import { readManifest, tableFile, type ArchivedTable, type ArchiveManifest } from './archive-manifest.js';
import { importAccounts } from './import-accounts.js';
import { loadOrder } from './load-order.js';
import { columnList, identifier, inOwnerTransaction } from './owner-session.js';
import { type Reseal, settleAfterMove } from './settle-after-move.js';
import { settleSecondFactors } from './settle-second-factors.js';
import { tenantTables, type TenantTable } from './tenant-tables.js';

export interface ImportTenant {
  readonly ownerUrl: string;
  readonly filesFolder: string;
  /** The archive, as `exportTenant` wrote it. */
  readonly source: string;
  readonly reseal: Reseal;
}

/** What was moved, checked against the archive. */
export interface ImportedTenant {
  /** The archive's, unless this install has it already. */
  readonly tenantId: string;
  readonly code: string;
  readonly manifest: ArchiveManifest;
  /** What is not as it was, in words. */
  readonly notes: readonly string[];
}

/**
 * Takes an archive in, whole or not at all. Ids stay; where the install has the tenant's id already, the copy gets a new
 * one, written in one place: the statement that moves rows from the staging tables.
 */
export async function importTenant({ ownerUrl, filesFolder, source, reseal }: ImportTenant): Promise<ImportedTenant> {
  if (!(await stat(source).catch(() => null))) throw new ArchiveError(`there is no file ${source}`);
  const folder = await mkdtemp(join(tmpdir(), 'ruyi-import-'));
  try {
    await unpack(source, folder);
    const manifest = await readManifest(folder);
    for (const table of manifest.tables) await checkSum(folder, table);
    const tenantId = await freeTenantId(ownerUrl, manifest.tenant.id);
    const target = join(filesFolder, tenantId);
    if (await stat(target).catch(() => null))
      throw new ArchiveError(`there are files of this company already: ${target}`);
    try {
      // Files first: a row never names a file that is not there.
      if (manifest.files > 0) await cp(join(folder, 'files'), target, { recursive: true, errorOnExist: true });
      const moved = await inOwnerTransaction({ databaseUrl: ownerUrl, tenantId }, (client) =>
        load(client, { manifest, folder, tenantId, reseal }),
      );
      return { tenantId, manifest, ...moved };
    } catch (error) {
      await rm(target, { recursive: true, force: true });
      throw error;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpack(source: string, folder: string): Promise<void> {
  try {
    await extract({
      file: source,
      cwd: folder,
      strict: true,
      preserveOwner: false,
      // Files and folders only: a link could point out of the archive.
      filter: (_path, entry) => !('type' in entry) || entry.type === 'File' || entry.type === 'Directory',
    });
  } catch (error) {
    throw new ArchiveError(`${source} cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function checkSum(folder: string, { name, sha256 }: ArchivedTable): Promise<void> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(tableFile(folder, name)), hash);
  } catch {
    throw new ArchiveError(`the archive lacks the rows of ${name}`);
  }
  if (hash.digest('hex') !== sha256) throw new ArchiveError(`the rows of ${name} are not as they were archived`);
}

async function freeTenantId(ownerUrl: string, wanted: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from tenant where id = $1', [wanted]);
    return rowCount ? newId() : wanted;
  } finally {
    await client.end();
  }
}

interface Load {
  readonly manifest: ArchiveManifest;
  readonly folder: string;
  readonly tenantId: string;
  readonly reseal: Reseal;
}

async function load(
  client: pg.Client,
  { manifest, folder, tenantId, reseal }: Load,
): Promise<{ code: string; notes: string[] }> {
  await checkMigrations(client, manifest);
  await checkColumns(client, manifest);
  const tables = await tenantTables(client);
  const archived = new Map(manifest.tables.map((table) => [table.name, table]));
  for (const table of manifest.tables) await stage(client, folder, table);
  const { code, notes } = await importAccounts(client, {
    tenantId,
    columnsOf: (name) => archived.get(name)?.columns ?? [],
  });
  notes.push(...(await settleSecondFactors(client, reseal)));
  for (const group of loadOrder(tables)) {
    const present = group.filter(({ name }) => archived.has(name));
    if (present.length > 0) await moveGroup(client, present, { archived, tenantId });
  }
  notes.push(...(await settleAfterMove(client, { tenantId, from: manifest.tenant.id, reseal })));
  if (!archived.has('search_row')) {
    notes.push(`the archive has no search: write it with \`ruyi search rebuild ${tenantId}\``);
    notes.push('the archive has no passwords: people choose new ones by mail, or by `ruyi user reset-password`');
  }
  return { code, notes };
}

/** An archive may be older than the install, never newer: then it has what this install does not know. */
async function checkMigrations(client: pg.Client, manifest: ArchiveManifest): Promise<void> {
  const { rows } = await client.query<{ label: string }>(
    `select lpad(number::text, 4, '0') || '_' || name as label from migration`,
  );
  const ran = new Set(rows.map(({ label }) => label));
  const missing = manifest.migrations.filter((label) => !ran.has(label));
  if (missing.length > 0)
    throw new ArchiveError(`the archive is newer than this install, which lacks: ${missing.join(', ')}`);
}

/** The same by what it holds: every column has to have its place here. */
async function checkColumns(client: pg.Client, { tables }: ArchiveManifest): Promise<void> {
  const { rows } = await client.query<{ column: string }>(
    `select c.relname || '.' || a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped`,
  );
  const here = new Set(rows.map(({ column }) => column));
  const missing = tables.flatMap(({ name, columns }) =>
    columns.map((column) => `${name}.${column}`).filter((column) => !here.has(column)),
  );
  if (missing.length > 0)
    throw new ArchiveError(`the archive is newer than this install, which lacks: ${missing.slice(0, 5).join(', ')}`);
}

/** The rows as they were, beside the tables that they go into. */
async function stage(client: pg.Client, folder: string, { name, columns, rows }: ArchivedTable): Promise<void> {
  await client.query(
    `create temporary table ${staged(name)} on commit drop as select ${columnList(columns)} from ${identifier(name)} with no data`,
  );
  const copy = client.query(copyFrom(`copy ${staged(name)} (${columnList(columns)}) from stdin`));
  await pipeline(createReadStream(tableFile(folder, name)), copy);
  if (copy.rowCount !== rows) throw new ArchiveError(`of ${name} came ${copy.rowCount} rows instead of ${rows}`);
}

function staged(name: string): string {
  return identifier(`moving_${name}`);
}

/** One statement for tables that point at each other: foreign keys are checked at its end. */
async function moveGroup(
  client: pg.Client,
  group: readonly TenantTable[],
  { archived, tenantId }: { readonly archived: ReadonlyMap<string, ArchivedTable>; readonly tenantId: string },
): Promise<void> {
  const own = `${client.escapeLiteral(tenantId)}::uuid`;
  const inserts = group.map(({ name }, index) => {
    const columns = archived.get(name)?.columns ?? [];
    const values = columns.map((column) =>
      column === 'account_id'
        ? `coalesce((select m.here from moved_account m where m.there = s.account_id), s.account_id)`
        : `s.${identifier(column)}`,
    );
    const rows = `insert into ${identifier(name)} (tenant_id, ${columnList(columns)}) select ${[own, ...values].join(', ')} from ${staged(name)} s returning 1`;
    return { name, text: `t${index} as (${rows})`, count: `(select count(*)::int from t${index}) as t${index}` };
  });
  const { rows } = await client.query<Record<string, number>>(
    `with ${inserts.map(({ text }) => text).join(', ')} select ${inserts.map(({ count }) => count).join(', ')}`,
  );
  for (const [index, { name }] of inserts.entries()) {
    const wanted = archived.get(name)?.rows;
    if (rows[0]?.[`t${index}`] !== wanted)
      throw new ArchiveError(`of ${name} ${rows[0]?.[`t${index}`] ?? 0} rows were written instead of ${wanted ?? 0}`);
  }
}
