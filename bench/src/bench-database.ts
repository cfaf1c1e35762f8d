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

/** A migrated database of the benchmark's own, and the folder for the product's files. */
export interface BenchDatabase {
  readonly adminUrl: string;
  readonly urls: DatabaseUrls;
  readonly secret: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** On the server of `DATABASE_URL`, else on an embedded one with the settings that the product itself starts it with. */
export async function openBenchDatabase(databaseUrl: string | undefined, migrations: string): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ruyi-bench-'));
  // As root, PostgreSQL runs as another user, who has to get through.
  if (process.getuid?.() === 0) await chmod(dataDir, 0o711);
  const embedded = databaseUrl ? null : await startEmbeddedPostgres({ dataFolder: dataDir });
  const name = `ruyi_bench_${randomBytes(4).toString('hex')}`;
  const serverUrl = databaseUrl ?? embedded?.url('postgres') ?? '';
  const stop = async (): Promise<void> => {
    if (databaseUrl) await onServer(serverUrl, `drop database if exists ${name} with (force)`);
    await embedded?.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await onServer(serverUrl, `create database ${name} template template0 encoding 'UTF8'`);
    const adminUrl = onDatabase(serverUrl, name);
    const secret = process.env['SECRET_KEY'] ?? randomBytes(24).toString('base64url');
    const urls = await provisionRoles(adminUrl, secret);
    await migrate(urls.owner, migrations);
    await migrateQueue(urls.owner);
    await checkDatabase(urls.app);
    return { adminUrl, urls, secret, dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function onDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
