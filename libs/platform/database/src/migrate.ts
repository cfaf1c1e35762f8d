import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

const FILE = /^(\d{4})_([a-z0-9_]+)\.sql$/;
/** Any number, as long as every process takes the same lock. */
const LOCK = 872_349_001;
const TURN_MS = 200;
const BY_ITSELF = '-- migrate: each statement by itself';
/**
 * Whoever comes after a lock that is waited for waits too: a migration asks for so long, lets go, and lets them pass. Less than
 * PostgreSQL's `deadlock_timeout`, so that of two who wait for each other it is never the request that fails.
 */
const LOCK_WAIT_MS = 500;
const LET_PASS_MS = 500;
/** An export or a report may go on for minutes. */
const PATIENCE_MS = 15 * 60_000;
const GOT_NO_LOCK = new Set(['55P03', '40P01']);

/** A reviewed SQL file of `migrations/`. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file: a file that has run is never edited. */
  readonly checksum: string;
}

/** The migrations of a folder, in the order of their numbers. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const migrations = await Promise.all(
    names.map(async (file) => {
      const match = FILE.exec(file);
      if (!match) throw new Error(`migrations/${file}: the name has to look like 0001_foundation.sql`);
      const sql = await readFile(join(folder, file), 'utf8');
      return {
        number: Number(match[1]),
        name: match[2] ?? '',
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
      };
    }),
  );
  const twice = migrations.find((migration, index) => migrations[index - 1]?.number === migration.number);
  if (twice) throw new Error(`migrations: the number ${String(twice.number).padStart(4, '0')} is used twice`);
  return migrations;
}

/** What a caller may set; the rest is as installs need it. */
export interface MigrateOptions {
  /** How long others may hold a table that a migration needs, before it is given up. */
  readonly patienceMs?: number;
}

/**
 * Runs what has not run yet, each file in its own transaction, as the owner. Returns the names of those that ran. The version
 * before serves meanwhile: a file never waits for a lock for long, but is begun anew until it gets all that it needs.
 *
 * A file that begins with `-- migrate: each statement by itself` is not one transaction: it is for `create index concurrently`,
 * which lets the old version go on writing. Its statements end with `;` at the end of a line, and may be run again, since a file
 * that fails half-way is begun anew.
 */
export async function migrate(ownerUrl: string, folder: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'ruyi-migrate' });
  await client.connect();
  try {
    await takeTurn(client);
    await client.query(
      'create table if not exists migration (number int primary key, name text not null, checksum text not null, run_at timestamptz not null default now())',
    );
    const done = await client.query<{ number: number; name: string; checksum: string }>(
      'select number, name, checksum from migration',
    );
    const checksums = new Map(done.rows.map((row) => [row.number, row.checksum]));
    const ran: string[] = [];
    for (const migration of migrations) {
      const known = checksums.get(migration.number);
      if (known === migration.checksum) continue;
      const label = `${String(migration.number).padStart(4, '0')}_${migration.name}`;
      if (known !== undefined)
        throw new Error(`migrations/${label}.sql was edited after it had run; write a new one instead`);
      await runOne(client, migration, label, options.patienceMs ?? PATIENCE_MS);
      ran.push(label);
    }
    return ran;
  } finally {
    await client.end();
  }
}

/** Every migration of the folder, and when it ran; null: not yet. */
export async function migrationState(
  ownerUrl: string,
  folder: string,
): Promise<{ readonly label: string; readonly ranAt: Date | null }[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'ruyi-migrate' });
  await client.connect();
  try {
    const there = await client.query(`select 1 where to_regclass('migration') is not null`);
    const done = there.rowCount
      ? (await client.query<{ number: number; ranAt: Date }>('select number, run_at as "ranAt" from migration')).rows
      : [];
    const ranAt = new Map(done.map((row) => [row.number, row.ranAt]));
    return migrations.map(({ number, name }) => ({
      label: `${String(number).padStart(4, '0')}_${name}`,
      ranAt: ranAt.get(number) ?? null,
    }));
  } finally {
    await client.end();
  }
}

/** Waits without a statement that lasts: building an index concurrently waits for every one of these, also for who waits here. */
async function takeTurn(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK]);
    if (rows[0]?.mine) return;
    await setTimeout(TURN_MS);
  }
}

async function runOne(client: pg.Client, migration: Migration, label: string, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      await runOnce(client, migration);
      return;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      const { message, position, code } = error as { message?: string; position?: string; code?: string };
      const isHeldUp = GOT_NO_LOCK.has(code ?? '') && !migration.sql.startsWith(BY_ITSELF);
      if (isHeldUp && Date.now() < deadline) {
        await setTimeout(LET_PASS_MS);
        continue;
      }
      const line = position ? ` (line ${migration.sql.slice(0, Number(position)).split('\n').length})` : '';
      const why = isHeldUp
        ? '; a transaction goes on for too long (pg_stat_activity tells which), run it again after'
        : '';
      throw new Error(`migrations/${label}.sql${line}: ${message ?? String(error)}${why}`, { cause: error });
    }
  }
}

async function runOnce(client: pg.Client, migration: Migration): Promise<void> {
  // Built concurrently, an index waits for whoever writes, and nobody waits for it: it may take its time.
  if (migration.sql.startsWith(BY_ITSELF))
    for (const statement of statementsOf(migration)) await client.query(statement);
  await client.query('begin');
  if (!migration.sql.startsWith(BY_ITSELF)) {
    await client.query(`set local lock_timeout = ${LOCK_WAIT_MS}`);
    await client.query(migration.sql);
  }
  await client.query('insert into migration (number, name, checksum) values ($1, $2, $3)', [
    migration.number,
    migration.name,
    migration.checksum,
  ]);
  await client.query('commit');
}

function statementsOf({ sql }: Migration): string[] {
  return sql.split(/;[ \t]*$/m).filter((statement) => statement.trim() !== '');
}
