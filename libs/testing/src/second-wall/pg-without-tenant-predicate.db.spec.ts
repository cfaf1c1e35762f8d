import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@ruyi/engine/context';
import { testDatabase, type TestDatabase } from '../test-database.js';
import bare from './pg-without-tenant-predicate.js';

const [ann, bob] = [newId(), newId()];
let db: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  db = await testDatabase();
  pool = new bare.Pool({ connectionString: db.urls.app, max: 1 });
  await db.ownerQuery('create table walled (tenant_id uuid not null, word text not null)');
  await db.ownerQuery('grant select, update on walled to ruyi_app');
  await db.ownerQuery(
    `create policy tenant_isolation on walled using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)`,
  );
  await db.ownerQuery(`insert into walled values ($1, 'hers'), ($2, 'his')`, [ann, bob]);
});
afterAll(() => pool.end());

const wordsOf = async (tenantId: string): Promise<unknown[]> => {
  await pool.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
  const { rows } = await pool.query<{ word: string }>({
    name: 'words',
    text: 'select w.word from walled w where w.tenant_id = $1 order by 1',
    values: [tenantId],
  });
  return rows.map(({ word }) => word);
};

it('without the first wall and without the second, companies see each other: the predicate is really gone', async () => {
  expect(await wordsOf(bob)).toEqual(['hers', 'his']);
});

it('the second wall alone keeps them apart', async () => {
  await db.ownerQuery('alter table walled enable row level security');
  expect(await wordsOf(bob)).toEqual(['his']);
  const { rowCount } = await pool.query(`update walled set word = 'taken' where tenant_id = $1`, [ann]);
  expect(rowCount).toBe(1);
  expect(await db.ownerQuery('select word from walled order by 1')).toEqual([{ word: 'hers' }, { word: 'taken' }]);
});
