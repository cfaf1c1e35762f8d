// Builds the server of a released version from the repository's history:
//   node tools/upgrade/build-release.mjs FOLDER
// FOLDER then has its sources, its migrations, the packages of its own lock file and its `dist`.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { x as extract } from 'tar';

const root = resolve(import.meta.dirname, '../..');

/** @returns {Promise<{ name: string, commit: string, migrations: Record<string, string> }>} */
export async function firstRelease() {
  const [first] = JSON.parse(await readFile(join(root, 'migrations/released.json'), 'utf8'));
  return first;
}

/**
 * @param {string} commit
 * @param {string} folder which is made
 */
export async function buildRelease(commit, folder) {
  await needCommit(commit);
  await mkdir(folder, { recursive: true });
  const archive = spawn('git', ['archive', '--format=tar', commit], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(archive, 'exit');
  await once(archive.stdout.pipe(extract({ cwd: folder })), 'close');
  const [code] = await ended;
  if (code !== 0) throw new Error(`git archive ${commit} ended with ${code}`);
  // What it uses may be gone from this checkout's packages, or mean something else there.
  for (const step of ['install', 'build-server'])
    await promisify(execFile)(process.execPath, [join(folder, `tools/launcher/${step}.mjs`)], { cwd: folder });
}

/** A copy without history, or with the latest commits alone, cannot build what was before. */
async function needCommit(commit) {
  try {
    await promisify(execFile)('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: root });
  } catch (cause) {
    throw new Error(
      `commit ${commit}, which the first release was built from, is not in this checkout's history: ` +
        'fetch it all (git fetch --unshallow) where the copy has only the latest commits',
      { cause },
    );
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error('say into which folder');
  await buildRelease((await firstRelease()).commit, resolve(folder));
}
