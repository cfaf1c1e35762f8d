import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '@ruyi/platform/database';

const run = promisify(execFile);
const PACKAGES = '/usr/lib/postgresql';
const START_MS = 60_000;

interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** A new cluster of the PostgreSQL that is installed on the machine, with its tools: the embedded one has no `pg_dump`. */
export class MachinePostgres {
  private constructor(
    private readonly folder: string,
    private readonly programs: string,
    private readonly server: ChildProcess,
    private readonly port: number,
    private readonly password: string,
  ) {}

  static async start(folder: string): Promise<MachinePostgres> {
    const programs = await newestPrograms();
    const user = await serverUser();
    const password = randomBytes(12).toString('hex');
    await mkdir(folder, { recursive: true });
    const passwordFile = join(folder, 'password');
    await writeFile(passwordFile, password);
    const data = join(folder, 'cluster');
    await mkdir(data, { mode: 0o700 });
    if (user) for (const path of [folder, passwordFile, data]) await chown(path, user.uid, user.gid);
    const flags = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256', '--username=postgres'];
    await run(join(programs, 'initdb'), [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...flags], {
      ...user,
      cwd: '/',
    });
    const port = await freePort();
    const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port) };
    const server = spawn(
      join(programs, 'postgres'),
      ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...user, cwd: '/', stdio: 'ignore' },
    );
    const postgres = new MachinePostgres(folder, programs, server, port, password);
    await postgres.#untilReady();
    return postgres;
  }

  /** An administrator's address. */
  url(database: string): string {
    return `postgres://postgres:${this.password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Makes the database unless it is there. */
  async database(name: string): Promise<string> {
    const there = await this.#query(`select from pg_database where datname = '${name}'`);
    if (there === 0) await this.tool('createdb', [name]);
    return this.url(name);
  }

  /** One of PostgreSQL's own programs, of the same version, as its administrator. */
  async tool(name: string, args: readonly string[]): Promise<void> {
    const address = { PGHOST: '127.0.0.1', PGPORT: String(this.port), PGUSER: 'postgres', PGPASSWORD: this.password };
    await run(join(this.programs, name), [...args], { env: { PATH: process.env['PATH'], ...address } });
  }

  /** Ends it; what it had is gone. */
  async stop(): Promise<void> {
    if (this.server.exitCode === null) {
      const ended = new Promise((resolve) => this.server.once('exit', resolve));
      this.server.kill('SIGINT');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  async #untilReady(): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (this.server.exitCode === null && Date.now() < deadline) {
      const answer = await this.#query('select').catch(() => null);
      if (answer !== null) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    this.server.kill('SIGKILL');
    throw new Error("the machine's PostgreSQL did not start");
  }

  async #query(text: string): Promise<number> {
    const client = new pg.Client({ connectionString: this.url('postgres') });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query(text)).rowCount ?? 0;
    } finally {
      await client.end();
    }
  }
}

async function newestPrograms(): Promise<string> {
  const versions = (await readdir(PACKAGES).catch(() => [])).map(Number).filter((version) => version >= 15);
  if (versions.length > 0) return join(PACKAGES, String(Math.max(...versions)), 'bin');
  const { stdout } = await run('pg_config', ['--bindir']).catch((error: unknown) => {
    throw new Error('a backup needs an installed PostgreSQL 15 or newer, server and client', { cause: error });
  });
  return stdout.trim();
}

/** PostgreSQL refuses to run as root. */
async function serverUser(): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null;
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
