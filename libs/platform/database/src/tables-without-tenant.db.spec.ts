import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '@ruyi/testing';

const TENANT = '0190aaaa-0000-7000-8000-000000000001';
const OTHER = '0190aaaa-0000-7000-8000-000000000002';

/** A value for a column that has to have one, by its type's name, else by its category. */
const VALUES: Readonly<Record<string, string>> = {
  uuid: TENANT,
  bytea: '\\x01',
  jsonb: '{}',
  A: '{}',
  B: 'true',
  D: '2026-01-01',
  N: '1',
  S: 'CNY',
};

interface Column {
  readonly name: string;
  readonly type: string;
  readonly base: string;
  readonly category: string;
}

interface Table {
  readonly name: string;
  readonly checks: readonly string[];
  readonly columns: readonly Column[];
}

let db: TestDatabase;
/** As the application logs in. */
let app: pg.Pool;
let tables: readonly Table[];

/** Every table with a tenant, found in the catalog: a new one is tested the day it is made. */
const TABLES = `
  select c.relname as name,
    array(select k.conname::text from pg_constraint k where k.conrelid = c.oid and k.contype = 'c') as checks,
    (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'base', t.typname, 'category', t.typcategory))
       from pg_attribute a join pg_type t on t.oid = a.atttypid
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attname <> 'tenant_id'
        and a.attnotnull and not a.atthasdef and a.attidentity = '' and a.attgenerated = '') as columns
  from pg_class c join pg_attribute o on o.attrelid = c.oid and o.attname = 'tenant_id'
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
  order by 1`;

/** One row of a tenant, whatever the table's own rules are: only who sees it is of interest here. */
function fill({ name, checks, columns }: Table): string {
  const values = columns.map(({ name: column, type, base, category }) => {
    const value = VALUES[base] ?? VALUES[category];
    if (value === undefined) throw new Error(`no value for ${name}.${column} of type ${type}`);
    return `'${value}'::${type}`;
  });
  const named = ['tenant_id', ...columns.map((column) => `"${column.name}"`)];
  return [
    ...checks.map((check) => `alter table "${name}" drop constraint "${check}"`),
    `insert into "${name}" (${named.join()}) values (${[`'${TENANT}'`, ...values].join()})`,
  ].join(';\n');
}

/** Of these the application may read the key alone. */
const READ_BY: Readonly<Record<string, string>> = { search_row: 'record_id' };

/** How many rows of each table the application sees under a setting of the tenant; null: as a connection begins. */
async function seenUnder(setting: string | null): Promise<Record<string, number>> {
  const client = await app.connect();
  try {
    await client.query('begin');
    if (setting !== null) await client.query(`set local "app.tenant_id" to '${setting}'`);
    const seen: Record<string, number> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ n: number }>(
        `select count(*)::int as n from (select ${READ_BY[name] ?? '*'} from "${name}") r`,
      );
      seen[name] = rows[0]?.n ?? -1;
    }
    return seen;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const eachIs = (count: number): Record<string, number> => Object.fromEntries(tables.map(({ name }) => [name, count]));

beforeAll(async () => {
  db = await testDatabase();
  tables = (await db.ownerQuery<Table>(TABLES)).map((table) => ({ ...table, columns: table.columns ?? [] }));
  app = new pg.Pool({ connectionString: db.urls.app, max: 1 });
  // Without triggers and foreign keys: no row needs another one.
  await db.ownerQuery(
    `set session_replication_role = replica;\n${tables.map(fill).join(';\n')};\nreset session_replication_role`,
  );
});
afterAll(() => app.end());

describe('every table of a tenant, with a row in it', () => {
  it('shows it to the application under its tenant', async () => {
    expect(tables.length).toBeGreaterThan(40);
    expect(await seenUnder(TENANT)).toEqual(eachIs(1));
  });

  it('reads as empty without a tenant: none set, none any more, none by name', async () => {
    expect(await seenUnder(null)).toEqual(eachIs(0));
    // A connection that had one before: what is left of the setting is an empty text.
    await seenUnder(TENANT);
    expect(await seenUnder(null)).toEqual(eachIs(0));
    expect(await seenUnder('')).toEqual(eachIs(0));
  });

  it('reads as empty under another tenant', async () => {
    expect(await seenUnder(OTHER)).toEqual(eachIs(0));
  });
});
