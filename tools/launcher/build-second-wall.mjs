// Builds the server once more without the tenant predicate, into .data: what `npm run test:second-wall` tests, never delivered.
import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { buildServer } from './build-server.mjs';

/** Where the application opens its pool: the one place that all its statements go through. */
const DOOR = '/libs/platform/database/src/connect-database.ts';
const INSTEAD = 'libs/testing/src/second-wall/pg-without-tenant-predicate.ts';
const FOLDER = '.data/second-wall';

/**
 * @param {string} root the workspace
 * @returns {Promise<string>} the folder that the build stands in, as a workspace does
 */
export async function buildSecondWall(root) {
  let replaced = false;
  const instead = (id, importer) => {
    if (id !== 'pg' || !importer?.replaceAll('\\', '/').endsWith(DOOR)) return null;
    replaced = true;
    return join(root, INSTEAD);
  };
  const folder = join(root, FOLDER);
  await rm(folder, { recursive: true, force: true });
  await buildServer(root, `${FOLDER}/dist`, instead);
  if (!replaced) throw new Error(`the pool is no longer opened in ${DOOR}: this build would be like any other`);
  await cp(join(root, 'migrations'), join(folder, 'migrations'), { recursive: true });
  await mkdir(join(folder, 'dist/apps'), { recursive: true });
  await symlink(join(root, 'dist/apps/web'), join(folder, 'dist/apps/web'), 'junction');
  return folder;
}
