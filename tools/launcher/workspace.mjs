// What start, test and bench share: the pinned Node, the packages, the build. Runs on any Node from 20 on, without packages.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export const root = resolve(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), '../..');

const OLDEST_NODE = 20;
/** What the processes are built for. */
const PINNED_MAJOR = 24;

/** Ends with one line for the user. */
export class Stop extends Error {}

/**
 * Installs what is missing and makes sure that this script runs under the Node that the workspace pins.
 * Answers false when it ran there already: then there is nothing more to do here.
 */
export async function underPinnedNode() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE)
    throw new Stop(`Node ${OLDEST_NODE} or newer is needed; this is ${process.version}`);
  await install();
  const pinned = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const wanted = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).dependencies.node;
  if (process.version === `v${wanted}`) return true;
  if (!existsSync(pinned)) {
    if (Number(process.versions.node.split('.')[0]) >= PINNED_MAJOR) return true;
    throw new Stop(
      `Node ${wanted} did not come with the packages (are npm's install scripts off?); start with Node ${PINNED_MAJOR}`,
    );
  }
  // Ctrl+C reaches the whole group: this one only waits for the other to end.
  const code = await run(pinned, process.argv.slice(1), { forwardSignals: true });
  process.exitCode = code;
  return false;
}

/** Installs the packages of the lock file, unless they are there. */
export async function install() {
  const lock = createHash('sha256')
    .update(await readFile(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules/.ruyi-installed');
  if ((await readFile(stamp, 'utf8').catch(() => '')).trim() === lock) return;
  console.log('Installing packages …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = npm?.endsWith('.js')
    ? await run(process.execPath, [npm, ...args])
    : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
  if (code !== 0) throw new Stop('npm ci failed; see above');
  await writeFile(stamp, `${lock}\n`);
}

/** Builds the processes of the server where they have changed since the last build. */
export async function buildOnlyServer() {
  await buildPart('server', [['libs', 'apps/api', 'apps/worker', 'tools', 'bench'], isServerSource], async () => {
    const { buildServer } = await import('./build-server.mjs');
    await buildServer(root);
  });
}

/** Builds what has changed since the last build. */
export async function build() {
  await buildOnlyServer();
  await buildPart('web', [['libs/ui', 'libs/contract', 'apps/web'], isClientSource], async () => {
    const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
    const code = await run(
      process.execPath,
      [existsSync(nx) ? nx : join(root, 'node_modules/nx/bin/nx.js'), 'run', 'web:build'],
      {
        env: {
          ...process.env,
          NX_DAEMON: 'false',
          NX_TUI: 'false',
          NX_NO_CLOUD: 'true',
          NG_CLI_ANALYTICS: 'false',
          CI: 'true',
          HOME: process.env.HOME ?? root,
        },
      },
    );
    if (code !== 0) throw new Stop('the web client could not be built; see above');
    await compress(join(root, 'dist/apps/web'));
  });
}

const isServerSource = (path) =>
  /\.(ts|mjs|json)$/.test(path) && !/\.spec\.ts$/.test(path) && !path.startsWith('libs/ui/');
const isClientSource = (path) => !/\.spec\.ts$/.test(path);
const ALWAYS = ['package-lock.json', 'tsconfig.base.json'];

async function buildPart(name, [folders, isSource], make) {
  const file = join(root, 'dist', `.built-${name}`);
  const state = await stateOf(folders, isSource);
  if ((await readFile(file, 'utf8').catch(() => '')).trim() === state) return;
  console.log(`Building the ${name === 'web' ? 'web client' : 'server'} …`);
  await make();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${state}\n`);
}

async function stateOf(folders, isSource) {
  const hash = createHash('sha256');
  const files = [...ALWAYS];
  for (const folder of folders) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1);
      if (entry.isFile() && !path.includes('node_modules') && isSource(path)) files.push(path);
    }
  }
  for (const path of files.sort())
    hash
      .update(path)
      .update('\0')
      .update(await readFile(join(root, path)));
  return hash.digest('hex');
}

/** A compressed copy beside each text file, so that the server does not compress them for every visitor. */
async function compress(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || !/\.(js|css|html|svg|json|txt)$/.test(entry.name)) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const content = await readFile(path);
    if (content.length < 1024) continue;
    await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
    await writeFile(
      `${path}.br`,
      await promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    );
  }
}

/**
 * Runs a program with our terminal; answers its exit code. With a group of its own, everything that it started ends with us:
 * a signal to us goes to the whole group, and we wait until nobody is left in it.
 */
export function run(command, args, { env = process.env, forwardSignals = false, ownGroup = false } = {}) {
  return new Promise((done, fail) => {
    // A group that is not the terminal's may not read from it.
    const stdio = ownGroup ? ['ignore', 'inherit', 'inherit'] : 'inherit';
    const child = spawn(command, args, { cwd: root, stdio, env, detached: ownGroup && process.platform !== 'win32' });
    const handlers = new Map();
    let stopped = null;
    if (ownGroup)
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
        handlers.set(signal, () => {
          // Once is enough: a second one would cut short what they are putting away.
          stopped ??= endGroup(child);
        });
    else if (forwardSignals) {
      // Ctrl+C reaches them by itself.
      handlers.set('SIGINT', () => undefined);
      for (const signal of ['SIGTERM', 'SIGHUP']) handlers.set(signal, () => child.kill(signal));
    }
    for (const [signal, handle] of handlers) process.on(signal, handle);
    child.once('error', fail);
    child.once('exit', async (code, signal) => {
      await stopped;
      for (const [name, handle] of handlers) process.off(name, handle);
      done(stopped ? 1 : (code ?? (signal ? 1 : 0)));
    });
  });
}

/** How long a stopped group may take: servers close what is open, and their databases. */
const GROUP_ENDS_MS = 20_000;

async function endGroup(child) {
  if (process.platform === 'win32') return void child.kill();
  signalGroup(child.pid, 'SIGTERM');
  const deadline = Date.now() + GROUP_ENDS_MS;
  while (signalGroup(child.pid, 0) && Date.now() < deadline) await new Promise((next) => setTimeout(next, 100));
  signalGroup(child.pid, 'SIGKILL');
}

/** Whether there was anybody to tell. */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}

/** Runs a script to its end; what a user can put right is one line, without a stack. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(`Cannot go on: ${error.message}`);
    process.exitCode = 1;
  }
}
