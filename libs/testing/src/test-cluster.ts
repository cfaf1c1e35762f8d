import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { migrate, provisionRoles, readMigrations, startEmbeddedPostgres, urlsOf } from '@ruyi/platform/database';
import { migrateQueue } from '@ruyi/platform/queue';

/** A cluster for one run of tests: the superuser's address, the template that each spec file clones, and its end. */
export interface TestCluster {
  readonly adminUrl: string;
  readonly template: string;
  stop(): Promise<void>;
}

/** Secret of the roles of test clusters; their ports are of this machine only. */
export const TEST_SECRET = 'ruyi-tests';
/** Specs run in any folder of the workspace; migrations are found from here. */
export const MIGRATIONS = resolve(import.meta.dirname, '../../../migrations');

const TEMPLATE_LOCK = 872_349_002;

/** The cluster of `TEST_DATABASE_URL`, else a container where Docker answers, else an embedded one; with a migrated template. */
export async function startTestCluster(): Promise<TestCluster> {
  const shared = process.env['TEST_DATABASE_URL'];
  const cluster = shared
    ? { adminUrl: shared, stop: () => Promise.resolve() }
    : ((await containerCluster()) ?? (await embeddedCluster()));
  try {
    return { ...cluster, template: await ensureTemplate(cluster.adminUrl) };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

interface BareCluster {
  readonly adminUrl: string;
  stop(): Promise<void>;
}

async function containerCluster(): Promise<BareCluster | null> {
  const { GenericContainer, Wait, getContainerRuntimeClient } = await import('testcontainers');
  const docker = await getContainerRuntimeClient().catch(() => null);
  if (!docker) return null;
  const container = await new GenericContainer('postgres:18')
    .withEnvironment({
      POSTGRES_PASSWORD: TEST_SECRET,
      POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C',
    })
    .withCommand([
      'postgres',
      '-c',
      'fsync=off',
      '-c',
      'synchronous_commit=off',
      '-c',
      'full_page_writes=off',
      '-c',
      'max_connections=300',
    ])
    .withTmpFs({ '/var/lib/postgresql': 'rw' })
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/, 2))
    .start();
  const adminUrl = `postgres://postgres:${TEST_SECRET}@${container.getHost()}:${container.getMappedPort(5432)}/postgres`;
  return {
    adminUrl,
    async stop() {
      await container.stop();
    },
  };
}

async function embeddedCluster(): Promise<BareCluster> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'ruyi-test-'));
  await openToOthers(dataFolder);
  const postgres = await startEmbeddedPostgres({ dataFolder, volatile: true, settings: { max_connections: '300' } });
  const pid = Number((await readFile(join(dataFolder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
  // A run that is told to stop ends without its teardown, and the server has a group of its own.
  const takeAlong = (): void => void process.kill(pid, 'SIGQUIT');
  process.once('exit', takeAlong);
  return {
    adminUrl: postgres.url('postgres'),
    async stop() {
      process.off('exit', takeAlong);
      await postgres.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** As root, PostgreSQL runs as another user, who has to get through the temporary folder. */
async function openToOthers(folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { chmod } = await import('node:fs/promises');
  await chmod(folder, 0o711);
}

/** One template for each state of the migrations: edit one, and the next run makes a new template. */
async function ensureTemplate(adminUrl: string): Promise<string> {
  const migrations = await readMigrations(MIGRATIONS);
  const template = `ruyi_template_${createHash('sha256')
    .update(migrations.map((migration) => migration.checksum).join())
    .digest('hex')
    .slice(0, 12)}`;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template]);
    if (!rowCount) await makeTemplate(client, adminUrl, template);
    return template;
  } finally {
    await client.end();
  }
}

async function makeTemplate(client: pg.Client, adminUrl: string, template: string): Promise<void> {
  const building = `${template}_building`;
  await client.query(`drop database if exists ${building} with (force)`);
  await client.query(`create database ${building} template template0 encoding 'UTF8'`);
  const url = onDatabase(adminUrl, building);
  const urls = await provisionRoles(url, TEST_SECRET);
  await migrate(urls.owner, MIGRATIONS);
  await migrateQueue(urls.owner);
  await client.query(`alter database ${building} rename to ${template}`);
}

/** The same server, another database. */
export function onDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

/** The roles' addresses of a cloned database. */
export function urlsOnDatabase(adminUrl: string, database: string): ReturnType<typeof urlsOf> & { admin: string } {
  const admin = onDatabase(adminUrl, database);
  return { ...urlsOf(admin, TEST_SECRET), admin };
}
