import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runningInstall } from './running-install.js';

/** The address past every wall of a product that runs on its embedded database in this data folder. */
export async function superuserUrl(dataFolder: string): Promise<string> {
  const running = runningInstall();
  if (running?.databaseUrl && dataFolder === running.dataFolder) return running.databaseUrl;
  const password = (await readFile(join(dataFolder, 'postgres-password'), 'utf8')).trim();
  const far = await readFile(join(dataFolder, 'cluster-location'), 'utf8').catch(() => null);
  const folder = far?.trim() ?? join(dataFolder, 'postgres');
  const port = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[3]?.trim() ?? '';
  return `postgres://postgres:${password}@127.0.0.1:${port}/ruyi`;
}
