import { beforeAll, describe, expect, it } from 'vitest';
import { moduleTablesDdl } from '@ruyi/engine/model';
import { testDatabase, type TestDatabase } from '@ruyi/testing';
import { shippedModules } from './shipped-modules.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  const grants = 'grant usage on schema drift to ruyi_app; set local role ruyi_owner';
  await db.ownerQuery('create schema drift authorization ruyi_owner');
  await db.ownerQuery(
    `begin; ${grants}; set local search_path = drift, public; ${moduleTablesDdl(shippedModules)} commit`,
  );
});

const TABLES = `c.relname in ('customers', 'contacts', 'follow_ups', 'custom_records', 'value_index')`;

/** What the catalog says of the tables in a schema, without the schema's own name. */
const CATALOG: Readonly<Record<string, string>> = {
  columns: `select c.relname, a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull, co.collname, pg_get_expr(d.adbin, d.adrelid) as fallback
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_collation co on co.oid = a.attcollation left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum`,
  indexes: `select c.relname, replace(pg_get_indexdef(i.indexrelid), n.nspname || '.', '') as definition from pg_class c
    join pg_index i on i.indrelid = c.oid`,
  constraints: `select c.relname, k.conname, replace(pg_get_constraintdef(k.oid), 'public.', '') as definition from pg_class c join pg_constraint k on k.conrelid = c.oid`,
  statistics: `select c.relname, s.stxname, s.stxkind::text, s.stxkeys::text from pg_class c join pg_statistic_ext s on s.stxrelid = c.oid`,
  policies: `select c.relname, p.polname, p.polcmd, pg_get_expr(p.polqual, c.oid) as using, pg_get_expr(p.polwithcheck, c.oid) as checked from pg_class c
    join pg_policy p on p.polrelid = c.oid`,
  security: `select c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner) as owner,
    (select array_agg(x::text order by x::text) from unnest(c.relacl) x) as grants from pg_class c`,
};

describe('migrations and definitions', () => {
  it.each(Object.keys(CATALOG))('make the same %s', async (part) => {
    const read = async (schema: string) => {
      const rows = await db.ownerQuery(
        `${CATALOG[part] ?? ''} join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname = $1 and ${TABLES}`,
        [schema],
      );
      return rows.map((row) => JSON.stringify(row)).toSorted();
    };
    const [migrated, defined] = [await read('public'), await read('drift')];
    expect(migrated.length).toBeGreaterThan(0);
    expect(defined).toEqual(migrated);
  });
});
