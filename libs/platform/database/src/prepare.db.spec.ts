import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '@ruyi/testing';
import { checkDatabase } from './check-database.js';
import { migrate, readMigrations } from './migrate.js';

let db: TestDatabase;
let folder: string;
/** How long somebody reads a table that a migration wants to change. */
const READ_MS = 3_000;

beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'ruyi-migrations-'));
  // The numbers start beyond those that the template has run.
  await write('9001_first', 'create table first (id int)');
});

afterAll(() => rm(folder, { recursive: true }));

/** Reads the table again and again for so long; answers how many milliseconds the slowest took. */
async function longestReadWhile(ms: number): Promise<number> {
  let longest = 0;
  for (const until = Date.now() + ms; Date.now() < until;) {
    const began = Date.now();
    await db.ownerQuery('select from first');
    longest = Math.max(longest, Date.now() - began);
  }
  return longest;
}

function write(name: string, sql: string): Promise<void> {
  return writeFile(join(folder, `${name}.sql`), sql);
}

describe('migrations', () => {
  it('run once, in order, also when two processes start at the same time', async () => {
    const runs = await Promise.all([migrate(db.urls.owner, folder), migrate(db.urls.owner, folder)]);
    expect(runs.flat()).toEqual(['9001_first']);
    expect(await migrate(db.urls.owner, folder)).toEqual([]);
  });

  it('run by single statements where the file says so, as an index built beside writers needs it', async () => {
    await write(
      '9003_beside',
      `-- migrate: each statement by itself
drop index concurrently if exists first_id;
create index concurrently first_id on first (id);`,
    );
    const runs = await Promise.all([migrate(db.urls.owner, folder), migrate(db.urls.owner, folder)]);
    expect(runs.flat()).toEqual(['9003_beside']);
    expect(await db.ownerQuery(`select indisvalid from pg_index where indexrelid = 'first_id'::regclass`)).toEqual([
      { indisvalid: true },
    ]);
    await write(
      '9004_half',
      `-- migrate: each statement by itself\ncreate table half (id int);\nselect nothing_such();`,
    );
    await expect(migrate(db.urls.owner, folder)).rejects.toThrow('migrations/9004_half.sql');
    expect(await migrate(db.urls.owner, folder).catch((error: unknown) => String(error))).toContain(
      '"half" already exists',
    );
    await rm(join(folder, '9004_half.sql'));
  });

  it('leave nothing of one that fails, and name the line', async () => {
    await write('9002_second', 'create table second (id int);\n\nselect nothing_such();');
    await expect(migrate(db.urls.owner, folder)).rejects.toThrow(
      'migrations/9002_second.sql (line 3): function nothing_such() does not exist',
    );
    expect(await db.ownerQuery(`select to_regclass('second') as found`)).toEqual([{ found: null }]);
    await rm(join(folder, '9002_second.sql'));
  });

  it('let go of a table that somebody reads for long, so that nobody waits behind them, and come again', async () => {
    await write('9005_wider', 'alter table first add column more int');
    const reader = new pg.Client({ connectionString: db.urls.owner });
    await reader.connect();
    try {
      await reader.query('begin');
      await reader.query('select from first');
      const migrated = migrate(db.urls.owner, folder);
      const longest = await longestReadWhile(READ_MS);
      await reader.query('rollback');
      expect(await migrated).toEqual(['9005_wider']);
      expect(longest).toBeLessThan(READ_MS / 2);
      expect(longest).toBeGreaterThan(100);
    } finally {
      await reader.end();
    }
  });

  it('give up in words when it takes too long, and leave nothing', async () => {
    await write('9006_longer', 'create table longer (id int); alter table first add column longer int');
    const reader = new pg.Client({ connectionString: db.urls.owner });
    await reader.connect();
    try {
      await reader.query('begin');
      await reader.query('select from first');
      await expect(migrate(db.urls.owner, folder, { patienceMs: 0 })).rejects.toThrow(
        'migrations/9006_longer.sql: canceling statement due to lock timeout; a transaction goes on for too long',
      );
    } finally {
      await reader.end();
    }
    expect(await db.ownerQuery(`select to_regclass('longer') as found`)).toEqual([{ found: null }]);
    await rm(join(folder, '9006_longer.sql'));
  });

  it('are refused when they were edited after they had run', async () => {
    await write('9001_first', 'create table first (id bigint)');
    await expect(migrate(db.urls.owner, folder)).rejects.toThrow('was edited after it had run');
  });

  it('have a number each', async () => {
    await write('9001_again', 'select 1');
    await expect(readMigrations(folder)).rejects.toThrow('the number 9001 is used twice');
  });
});

describe('the check at start-up', () => {
  it('accepts the role of the application', async () => {
    await expect(checkDatabase(db.urls.app)).resolves.toBeUndefined();
  });

  it('refuses a role that passes the walls, and one that owns tables', async () => {
    await expect(checkDatabase(db.urls.admin)).rejects.toThrow('passes row-level security');
    await expect(checkDatabase(db.urls.owner)).rejects.toThrow('owns tables');
  });

  it('refuses a role whose plans would be for tenants of every size', async () => {
    const url = new URL(db.urls.app);
    url.searchParams.set('options', '-c plan_cache_mode=auto');
    await expect(checkDatabase(url.toString())).rejects.toThrow(
      'alter role ruyi_app set plan_cache_mode = force_custom_plan',
    );
  });
});
