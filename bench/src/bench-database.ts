import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  checkDatabase,
  migrate,
  provisionRoles,
  startEmbeddedPostgres,
  type DatabaseUrls,
} from '@ruyi/platform/database';
import { migrateQueue } from '@ruyi/platform/queue';

/** A database of the benchmark's own, with the product's roles. */
export interface BenchDatabase {
  readonly adminUrl: string;
  readonly urls: DatabaseUrls;
  readonly secret: string;
  /** For files and logs. */
  readonly dataDir: string;
}

/** Where the benchmark's databases are. */
export interface BenchServer {
  /** A migrated one, else a copy of another, which nobody may be connected to; dropped when the server is let go. */
  make(secret: string, source?: string): Promise<BenchDatabase>;
  /** A migrated one of this name that stays. */
  makeLasting(secret: string, name: string): Promise<BenchDatabase>;
  /** An administrator's address of the database, if there is one of the name. */
  find(name: string): Promise<string | null>;
  stop(): Promise<void>;
}

/** The server of `DATABASE_URL`, else an embedded one with the settings that the product itself starts it with. */
export async function openBenchServer(databaseUrl: string | undefined, migrations: string): Promise<BenchServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ruyi-bench-'));
  // As root, PostgreSQL runs as another user, who has to get through.
  if (process.getuid?.() === 0) await chmod(dataDir, 0o711);
  const embedded = databaseUrl ? null : await startEmbeddedPostgres({ dataFolder: dataDir });
  const serverUrl = databaseUrl ?? embedded?.url('postgres') ?? '';
  const passing: string[] = [];
  const prepare = async (name: string, secret: string): Promise<BenchDatabase> => {
    const adminUrl = onDatabase(serverUrl, name);
    const urls = await provisionRoles(adminUrl, secret);
    await migrate(urls.owner, migrations);
    await migrateQueue(urls.owner);
    await checkDatabase(urls.app);
    return { adminUrl, urls, secret, dataDir };
  };
  const create = async (name: string, rest: string): Promise<void> => {
    await onServer(serverUrl, `create database ${pg.escapeIdentifier(name)} ${rest}`);
  };
  return {
    async make(secret, source) {
      const name = `ruyi_bench_${randomBytes(4).toString('hex')}`;
      passing.push(name);
      // Twenty gigabytes are not written to the log of the server as well.
      await create(name, source ? `template ${pg.escapeIdentifier(source)} strategy file_copy` : EMPTY);
      return prepare(name, secret);
    },
    async makeLasting(secret, name) {
      await create(name, EMPTY);
      return prepare(name, secret);
    },
    async find(name) {
      const { rowCount } = await onServer(serverUrl, 'select from pg_database where datname = $1', [name]);
      return rowCount ? onDatabase(serverUrl, name) : null;
    },
    async stop() {
      if (databaseUrl)
        for (const name of passing) await onServer(serverUrl, `drop database if exists ${name} with (force)`);
      await embedded?.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const EMPTY = `template template0 encoding 'UTF8'`;

async function onServer(url: string, statement: string, values?: readonly string[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement, values && [...values]);
  } finally {
    await client.end();
  }
}

function onDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
