// Bundles the server's processes into dist/.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';

/** Entries by the name of the file that they become; those whose source is not there are left out. */
const ENTRIES = {
  'apps/api/main': 'apps/api/src/main.ts',
  'apps/worker/main': 'apps/worker/src/main.ts',
  'tools/local': 'tools/launcher/src/local.ts',
  'tools/migrate': 'tools/launcher/src/migrate.ts',
  'tools/ruyi': 'tools/ruyi/src/main.ts',
  'tools/ruyi-cli': 'tools/ruyi/src/cli.ts',
  'tools/seed': 'tools/seed/src/main.ts',
  'tools/sinks': 'tools/launcher/src/sinks.ts',
  'tools/bench': 'bench/src/main.ts',
};

/**
 * @param {string} root
 * @param {string} [folder] where to, `dist` by default
 * @param {(id: string, importer?: string) => string | null} [instead] of builds that are only for tests
 */
export async function buildServer(root, folder = 'dist', instead) {
  await rm(join(root, folder, 'chunks'), { recursive: true, force: true });
  const input = Object.fromEntries(Object.entries(ENTRIES).filter(([, source]) => existsSync(join(root, source))));
  await bundle(root, input, folder, instead);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await buildServer(resolve(import.meta.dirname, '../..'));
