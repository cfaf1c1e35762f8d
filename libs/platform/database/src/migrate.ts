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

/**
 * Runs what has not run yet, each file in its own transaction, as the owner. Returns the names of those that ran.
 *
 * A file that begins with `-- migrate: each statement by itself` is not one transaction: it is for `create index concurrently`,
 * which lets the old version go on writing. Its statements end with `;` at the end of a line, and may be run again, since a file
 * that fails half-way is begun anew.
 */
export async function migrate(ownerUrl: string, folder: string): Promise<string[]> {
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
      await runOne(client, migration, label);
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

async function runOne(client: pg.Client, migration: Migration, label: string): Promise<void> {
  try {
    if (migration.sql.startsWith(BY_ITSELF))
      for (const statement of statementsOf(migration)) await client.query(statement);
    await client.query('begin');
    if (!migration.sql.startsWith(BY_ITSELF)) await client.query(migration.sql);
    await client.query('insert into migration (number, name, checksum) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    const { message, position } = error as { message?: string; position?: string };
    const line = position ? ` (line ${migration.sql.slice(0, Number(position)).split('\n').length})` : '';
    throw new Error(`migrations/${label}.sql${line}: ${message ?? String(error)}`, { cause: error });
  }
}

function statementsOf({ sql }: Migration): string[] {
  return sql.split(/;[ \t]*$/m).filter((statement) => statement.trim() !== '');
}
