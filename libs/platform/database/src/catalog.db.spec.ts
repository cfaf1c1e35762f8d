import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '@ruyi/testing';

/** The tables that belong to no tenant, each for a reason. */
const TENANTLESS: Readonly<Record<string, string>> = {
  account: 'somebody may work in several companies',
  account_tenant: 'finds the companies of somebody who is about to log in',
  tenant: 'the companies themselves',
  login_throttle: 'counts attempts before it is known whose they are',
  request_rate: 'counts requests of companies beside each other',
  outbox_wakeup: 'tells the relay which tenants have something due',
  migration: 'what has run',
};
/** Row-level security is enabled but not forced: its owner, who owns nothing else, reads past it in one function. */
const NOT_FORCED = ['search_row'];
/** Functions that run with their owner's rights. */
const DEFINERS = [
  'purge_field_history',
  'purge_history',
  'search_alike',
  'search_ranked',
  'search_records',
  'search_rows',
];

const POLICY = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)";

let db: TestDatabase;
let tables: { name: string; owner: string; enabled: boolean; forced: boolean; tenant: boolean }[];

beforeAll(async () => {
  db = await testDatabase();
  tables =
    await db.ownerQuery(`select c.relname as name, pg_get_userbyid(c.relowner) as owner, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull) as tenant
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`);
});

const owned = (): string[] => tables.map(({ name }) => name).filter((name) => !(name in TENANTLESS));

describe('every table', () => {
  it('has a tenant, or is named as one that has none', () => {
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter(({ tenant, name }) => !tenant && !(name in TENANTLESS))).toEqual([]);
    expect(Object.keys(TENANTLESS).filter((name) => !tables.some((table) => table.name === name))).toEqual([]);
  });

  it('of a tenant is behind row-level security, forced on its owner too', () => {
    const open = tables.filter(
      ({ name, enabled, forced }) => !(name in TENANTLESS) && !(enabled && (forced || NOT_FORCED.includes(name))),
    );
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it('of a tenant has the one policy, to the letter', async () => {
    const policies = await db.ownerQuery<{ name: string; policies: unknown[] }>(`select c.relname as name,
        jsonb_agg(jsonb_build_array(p.polcmd, p.polpermissive, p.polroles = '{0}', pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid))) as policies
      from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace = 'public'::regnamespace group by 1 order by 1`);
    expect(policies.map(({ name }) => name)).toEqual(owned());
    for (const { name, policies: found } of policies)
      expect({ name, found }).toEqual({ name, found: [['*', true, true, POLICY, POLICY]] });
  });

  it('of a tenant begins its primary key and every unique index with the tenant', async () => {
    const indexes = await db.ownerQuery<{
      table: string;
      index: string;
      first: string;
    }>(`select c.relname as table, i.relname as index, a.attname as first
      from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
      where x.indisunique and c.relnamespace = 'public'::regnamespace`);
    const tenants = new Set(owned());
    expect(indexes.filter(({ table, first }) => tenants.has(table) && first !== 'tenant_id')).toEqual([]);
    const keyed = await db.ownerQuery<{ name: string }>(
      `select conrelid::regclass::text as name from pg_constraint where contype = 'p' and connamespace = 'public'::regnamespace`,
    );
    expect(tables.map(({ name }) => name).filter((name) => !keyed.some((key) => key.name === name))).toEqual([]);
  });

  it('of a tenant refers to others by tenant and id, and never empties or deletes on its own', async () => {
    const keys = await db.ownerQuery<{
      name: string;
      table: string;
      target: string;
      columns: string[];
      targets: string[];
      rules: string;
    }>(`select k.conname as name,
        k.conrelid::regclass::text as table, k.confrelid::regclass::text as target, k.confupdtype::text || k.confdeltype::text as rules,
        (select array_agg(a.attname::text order by u.n) from unnest(k.conkey) with ordinality u(c, n) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.c) as columns,
        (select array_agg(a.attname::text order by u.n) from unnest(k.confkey) with ordinality u(c, n) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.c) as targets
      from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`);
    const tenants = new Set(owned());
    const between = keys.filter(({ table }) => tenants.has(table));
    expect(between.length).toBeGreaterThan(5);
    const wrong = between.filter(({ target, columns, targets, rules }) => {
      const withTenant = columns[0] === 'tenant_id' && (targets[0] === 'tenant_id' || target === 'tenant');
      return (tenants.has(target) && !withTenant) || (target === 'tenant' && columns.length !== 1) || rules !== 'aa';
    });
    expect(wrong).toEqual([]);
  });

  it('belongs to the owner, or to the search', () => {
    expect(
      tables.filter(({ owner, name }) => owner !== (NOT_FORCED.includes(name) ? 'ruyi_search' : 'ruyi_owner')),
    ).toEqual([]);
  });
});

describe("the application's role", () => {
  it('owns nothing and may do nothing but read and write rows', async () => {
    const [role] = await db.ownerQuery(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
        (select count(*)::int from pg_class where relowner = r.oid) as owned, has_schema_privilege(r.oid, 'public', 'create') as creates
      from pg_roles r where rolname = 'ruyi_app'`);
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owned: 0,
      creates: false,
    });
    const grants = await db.ownerQuery(`select table_name, privilege_type from information_schema.role_table_grants
      where grantee = 'ruyi_app' and privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`);
    expect(grants).toEqual([]);
  });

  it('cannot read what has migrated, and of the search only which rows there are', async () => {
    const [migration] = await db.ownerQuery(`select has_table_privilege('ruyi_app', 'migration', 'select') as reads`);
    expect(migration).toEqual({ reads: false });
    // `on conflict` has to read what it compares. Every way to a right counts: the table's, the column's, of PUBLIC, of another role.
    const rights = await db.ownerQuery<{
      table: string;
      column: string;
      rights: string[];
    }>(`select c.relname as table, a.attname as column,
        array(select r from unnest(array['select', 'references']) r where has_column_privilege('ruyi_app', c.oid, a.attnum, r)) as rights
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and pg_get_userbyid(c.relowner) = 'ruyi_search' and c.relkind in ('r', 'p', 'v', 'm', 'f')
      order by 1, 2`);
    expect(new Set(rights.map(({ table }) => table))).toEqual(new Set(NOT_FORCED));
    expect(rights.map(({ column }) => column)).toContain('tokens');
    expect(rights.filter((each) => each.rights.length > 0)).toEqual([
      { table: 'search_row', column: 'record_id', rights: ['select'] },
      { table: 'search_row', column: 'tenant_id', rights: ['select'] },
    ]);
  });

  it('passes its own rights through named functions only, none with an open search path', async () => {
    const definers = await db.ownerQuery<{
      name: string;
      config: string[] | null;
    }>(`select proname as name, proconfig as config from pg_proc
      where prosecdef and pronamespace = 'public'::regnamespace order by 1`);
    expect(definers.map(({ name }) => name)).toEqual(DEFINERS);
    for (const { config } of definers) expect(config?.some((setting) => setting.startsWith('search_path='))).toBe(true);
  });
});
