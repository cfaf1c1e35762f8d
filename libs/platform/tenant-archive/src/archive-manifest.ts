import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from './archive-error.js';

/** What an archive holds: the first thing that is read of it. */
export interface ArchiveManifest {
  readonly format: typeof FORMAT;
  readonly at: string;
  readonly tenant: { readonly id: string; readonly code: string; readonly name: string };
  /** Migrations that the install had run, `0001_foundation` …; none in what a company was given. */
  readonly migrations: readonly string[];
  readonly tables: readonly ArchivedTable[];
  readonly files: number;
}

/** Rows of one table: the file `tables/NAME.copy`, in PostgreSQL's text format of COPY. */
export interface ArchivedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly sha256: string;
}

export const FORMAT = 'ruyi-tenant-1';
export const MANIFEST = 'manifest.json';

/** Where a table's rows are, below the folder of an unpacked archive. */
export function tableFile(folder: string, name: string): string {
  return join(folder, 'tables', `${name}.copy`);
}

/** Reads and checks the manifest of an unpacked archive. */
export async function readManifest(folder: string): Promise<ArchiveManifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null) throw new ArchiveError('this is not an archive of a company: it has no manifest.json');
  let manifest: Partial<ArchiveManifest>;
  try {
    manifest = JSON.parse(text) as Partial<ArchiveManifest>;
  } catch {
    throw new ArchiveError('manifest.json of the archive is not JSON');
  }
  if (manifest.format !== FORMAT)
    throw new ArchiveError(`the archive has the format ${String(manifest.format)}, and this product reads ${FORMAT}`);
  const named = manifest.tables?.every(({ name }) => /^[a-z_][a-z0-9_]*$/.test(name));
  if (!manifest.tenant || !manifest.migrations || !named)
    throw new ArchiveError('manifest.json of the archive is not whole');
  return manifest as ArchiveManifest;
}
