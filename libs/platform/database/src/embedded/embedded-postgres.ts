import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { closeSync, existsSync, openSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { clusterLocation, type ClusterLocation } from './cluster-location.js';
import { freePort } from './free-port.js';
import { embeddedBinaries } from './postgres-binaries.js';
import { serverUser, type ServerUser } from './server-user.js';

/** A running PostgreSQL of ours. */
export interface EmbeddedPostgres {
  /** False: it ran already, for another process of this data folder. */
  readonly startedHere: boolean;
  /** The superuser's address of a database. */
  url(database: string): string;
  /** Makes the database unless it is there; answers with the superuser's address. */
  ensureDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Options of {@link startEmbeddedPostgres}. */
export interface EmbeddedPostgresOptions {
  readonly dataFolder: string;
  /** Answers before data is on disk: for tests and benchmarks' set-up only. */
  readonly volatile?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
  /** A free one when absent. Who starts it again for clients that are there already needs the same. */
  readonly port?: number;
}

const SUPERUSER = 'postgres';
const START_MS = 60_000;

/** Makes the cluster on first use and starts it, on 127.0.0.1 and a free port. A server left over from a crash is taken over. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const user = await serverUser();
  await mkdir(options.dataFolder, { recursive: true });
  const location = await clusterLocation(options.dataFolder, user, await embeddedBinaries());
  const password = await superuserPassword(options.dataFolder);
  if (!existsSync(join(location.folder, 'PG_VERSION'))) await makeCluster(location, user, password);
  await refuseOtherVersion(location);
  const left = await serverLeftOver(location.folder);
  if (left && (await answers(addressOf(left.port, password))))
    return { ...handle(left.port, password, () => stopByPid(left.pid)), startedHere: false };
  const port = options.port ?? (await freePort());
  const server = launch(location, user, port, options);
  await untilReady(server, addressOf(port, password), join(options.dataFolder, 'postgres.log'));
  return { ...handle(port, password, () => stopChild(server)), startedHere: true };
}

function handle(port: number, password: string, stop: () => Promise<void>): Omit<EmbeddedPostgres, 'startedHere'> {
  const url = (database: string): string => addressOf(port, password, database);
  return {
    url,
    stop,
    async ensureDatabase(name) {
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      try {
        const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
        if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
      } finally {
        await client.end();
      }
      return url(name);
    },
  };
}

function addressOf(port: number, password: string, database = 'postgres'): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

async function superuserPassword(dataFolder: string): Promise<string> {
  const file = join(dataFolder, 'postgres-password');
  const known = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (known) return known;
  const made = randomBytes(24).toString('base64url');
  await writeFile(file, `${made}\n`, { mode: 0o600 });
  return made;
}

async function makeCluster(location: ClusterLocation, user: ServerUser | null, password: string): Promise<void> {
  // initdb refuses a folder that is not empty; without PG_VERSION what is there is an attempt that was cut short.
  await rm(location.folder, { recursive: true, force: true });
  await mkdir(location.folder, { recursive: true, mode: 0o700 });
  if (user) await chown(location.folder, user.uid, user.gid);
  const passwordFile = join(location.folder, '..', `.initdb-${randomBytes(6).toString('hex')}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  try {
    const flags = [
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--auth=scram-sha-256',
      '--no-sync',
    ];
    await finished(
      spawn(
        location.binaries.initdb,
        [`--pgdata=${location.folder}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, ...flags],
        { ...user, env: cleanEnvironment(), cwd: '/' },
      ),
    );
  } catch (error) {
    await rm(location.folder, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function refuseOtherVersion(location: ClusterLocation): Promise<void> {
  const major = (await readFile(join(location.folder, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (major !== '18')
    throw new Error(
      `the data folder holds a PostgreSQL ${major || 'of unknown version'} cluster, and this is PostgreSQL 18: ${location.folder}`,
    );
}

function launch(
  location: ClusterLocation,
  user: ServerUser | null,
  port: number,
  options: EmbeddedPostgresOptions,
): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...(options.volatile
      ? {
          shared_buffers: '256MB',
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          autovacuum: 'off',
        }
      : ofThisMachine()),
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(join(options.dataFolder, 'postgres.log'), 'a');
  try {
    // A group of its own: Ctrl+C in the terminal must not reach it before the product has let go of it.
    return spawn(location.binaries.postgres, ['-D', location.folder, '-p', String(port), ...flags], {
      ...user,
      detached: true,
      stdio: ['ignore', log, log],
      env: cleanEnvironment(),
      cwd: '/',
    });
  } finally {
    closeSync(log);
  }
}

const MIB = 1024 * 1024;

/**
 * A cluster that others share the machine with: an eighth of its memory for pages (PostgreSQL's own 128 MB would hold none of a
 * large company's indexes), and room and time for its log between checkpoints, so that an import or a sweep does not write each
 * page anew after each. The log is not compressed: of what PostgreSQL is built with here there is only pglz, and with it a
 * thousand customers changed hands in 2.9 to 4.7 s right after a checkpoint, without in 0.8 to 1.6.
 */
function ofThisMachine(): Record<string, string> {
  const memory = Math.floor(totalmem() / MIB);
  return {
    shared_buffers: `${Math.min(4_096, Math.max(128, Math.floor(memory / 8)))}MB`,
    effective_cache_size: `${Math.max(512, Math.floor(memory / 2))}MB`,
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
  };
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}

async function untilReady(server: ChildProcess, url: string, log: string): Promise<void> {
  let ended = false;
  server.once('exit', () => (ended = true));
  server.once('error', () => (ended = true));
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && !ended) {
    if (await answers(url)) {
      server.unref();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  server.kill('SIGKILL');
  throw new Error(`the embedded PostgreSQL did not start; see ${log}`);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The server that an earlier run left behind, by PostgreSQL's own lock file: pid on line 1, port on line 4. */
async function serverLeftOver(folder: string): Promise<{ pid: number; port: number } | null> {
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 && isAlive(pid) ? { pid, port } : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, data is written. */
async function stopChild(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  const timer = setTimeout(() => server.kill('SIGQUIT'), 20_000);
  await ended;
  clearTimeout(timer);
}

async function stopByPid(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < 200 && isAlive(pid); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
}

function finished(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout?.resume();
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`initdb failed: ${said.trim().split('\n').at(-1) ?? `code ${code}`}`));
    });
  });
}
