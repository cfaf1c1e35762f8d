import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { copyBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { isReachableByOthers, type ServerUser } from './server-user.js';

/** Where a cluster and its programs are. */
export interface ClusterLocation {
  readonly folder: string;
  readonly binaries: PostgresBinaries;
}

const NOTE = 'cluster-location';
const STATE = '/var/lib/ruyi-crm';

/**
 * The folder of the cluster: below the data folder, unless the server runs as another user who cannot reach it (a clone below
 * root's home). Then it is the system's state folder, under a name made from the data folder's path, and the data folder names it.
 */
export async function clusterLocation(
  dataFolder: string,
  user: ServerUser | null,
  binaries: PostgresBinaries,
): Promise<ClusterLocation> {
  const data = resolve(dataFolder);
  const near = join(data, 'postgres');
  if (!user) return { folder: near, binaries };
  const programs = (await isReachableByOthers(dirname(binaries.postgres)))
    ? binaries
    : await copyBinaries(binaries, join(STATE, 'postgresql'));
  if (await isReachableByOthers(data)) return { folder: near, binaries: programs };
  const far = join(STATE, `${basename(dirname(data))}-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`);
  await mkdir(data, { recursive: true });
  await writeFile(join(data, NOTE), `${far}\n`);
  return { folder: far, binaries: programs };
}

/** Removes the cluster of a data folder, wherever it is. */
export async function removeCluster(dataFolder: string): Promise<void> {
  const far = (await readFile(join(dataFolder, NOTE), 'utf8').catch(() => '')).trim();
  if (far.startsWith(`${STATE}/`)) await rm(far, { recursive: true, force: true });
  await rm(join(dataFolder, 'postgres'), { recursive: true, force: true });
}
