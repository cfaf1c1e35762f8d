import { beforeAll, describe, expect, it } from 'vitest';
import { newId, sql, type Statement, type Transaction } from '@ruyi/engine/context';
import { testDatabase, type TestDatabase } from '@ruyi/testing';
import { connectDatabase } from './connect-database.js';

let db: TestDatabase;
const ann = newId();
const bob = newId();

beforeAll(async () => {
  db = await testDatabase();
  await db.ownerQuery(`create table thing (tenant_id uuid not null, id int not null, name text unique, primary key (tenant_id, id));
    alter table thing enable row level security; alter table thing force row level security;
    create policy tenant_isolation on thing using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
    grant select, insert, update, delete on thing to ruyi_app`);
  await db.ownerQuery('insert into thing values ($1, 1, $2), ($3, 2, $4)', [ann, 'Ann', bob, 'Bob']);
});

describe('the wall between tenants', () => {
  it('shows a tenant its own rows only, whatever the statement asks for', async () => {
    const [rows] = await db.database.read(ann, [sql`select id from thing where tenant_id = ${bob} or true`]);
    expect(rows).toEqual([{ id: 1 }]);
  });

  it('refuses to write for another tenant, and leaves no trace', async () => {
    await expect(
      db.database.transaction(ann, (tx) => tx.query(sql`insert into thing values (${bob}, 9, 'x')`)),
    ).rejects.toMatchObject({ code: '42501' });
    const changed = await db.database.transaction(ann, (tx) =>
      tx.query(sql`update thing set name = 'stolen' where id = 2 returning id`),
    );
    expect(changed).toEqual([]);
    expect(await db.ownerQuery('select name from thing where id = 2')).toEqual([{ name: 'Bob' }]);
  });

  it('shows nothing without a tenant, also on a connection that a tenant has used', async () => {
    await db.database.read(ann, [sql`select 1`]);
    expect(await db.tenantless.transaction((tx) => tx.query(sql`select * from thing`))).toEqual([]);
  });

  it('takes nothing but a UUID for a tenant', async () => {
    await expect(db.database.read(`${ann}'; drop table thing; --`, [])).rejects.toThrow('UUID');
  });

  it('keeps a handle from being used after its transaction', async () => {
    let kept: Transaction | undefined;
    await db.database.transaction(ann, async (tx) => {
      kept = tx;
    });
    await expect(kept?.query(sql`select 1`)).rejects.toThrow('has ended');
  });
});

describe('a read', () => {
  it('plans a statement by key once and others each time, whatever their order', async () => {
    const mode = sql`select current_setting('plan_cache_mode') as mode`;
    const byKey = { ...mode, byKey: true };
    const modes = async (statements: readonly Statement[]): Promise<unknown[]> =>
      (await db.database.read(ann, statements)).map((rows) => rows[0]?.['mode']);
    const [custom, generic] = ['force_custom_plan', 'force_generic_plan'];
    expect(await modes([byKey, mode, mode, byKey])).toEqual([generic, custom, custom, generic]);
    expect(await modes([mode, byKey])).toEqual([custom, generic]);
    expect(await modes([byKey, byKey])).toEqual([generic, generic]);
    expect(await modes([mode])).toEqual([custom]);
  });
});

describe('a transaction', () => {
  it('is rolled back when the work throws', async () => {
    const work = db.database.transaction(ann, async (tx) => {
      await tx.query(sql`insert into thing values (${ann}, 50, 'gone')`);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await db.ownerQuery('select 1 from thing where id = 50')).toEqual([]);
  });

  it('does not commit after a statement failed, even when the error was swallowed', async () => {
    const work = db.database.transaction(ann, async (tx) => {
      await tx.query(sql`insert into thing values (${ann}, 51, 'gone')`);
      await tx.query(sql`select 1/0`).catch(() => undefined);
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await db.ownerQuery('select 1 from thing where id = 51')).toEqual([]);
  });

  it('answers a pipeline in order and fails it whole with the first error', async () => {
    const rows = await db.database.transaction(ann, (tx) => tx.pipeline([sql`select 1 as n`, sql`select 2 as n`]));
    expect(rows).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    const failing = db.database.transaction(ann, (tx) =>
      tx.pipeline([sql`insert into thing values (${ann}, 60, 'Ann')`, sql`select 1`]),
    );
    await expect(failing).rejects.toMatchObject({ status: 409, code: 'notUnique' });
    await expect(db.database.read(ann, [sql`select 1 as n`])).resolves.toEqual([[{ n: 1 }]]);
  });

  it('is tried again after a deadlock, and both sides get through', async () => {
    let attempts = 0;
    const { promise: bothHoldOne, resolve: go } = Promise.withResolvers<void>();
    const swap = (first: number, second: number): Promise<void> =>
      db.database.transaction(ann, async (tx) => {
        attempts += 1;
        await tx.query(sql`update thing set name = name || '.' where id = ${first}`);
        if (attempts === 2) go();
        await bothHoldOne;
        await tx.query(sql`update thing set name = name || '.' where id = ${second}`);
      });
    await db.ownerQuery('insert into thing values ($1, 70, $2), ($1, 71, $3)', [ann, 'a', 'b']);
    await Promise.all([swap(70, 71), swap(71, 70)]);
    expect(attempts).toBeGreaterThan(2);
    expect(await db.ownerQuery('select name from thing where id in (70, 71) order by id')).toEqual([
      { name: 'a..' },
      { name: 'b..' },
    ]);
  });

  it('turns bad text into an answer for the caller', async () => {
    await expect(db.database.read(ann, [sql`select ${'a\u0000b'}::text`])).rejects.toMatchObject({
      status: 422,
      code: 'invalidType',
    });
    await expect(db.database.read(ann, [sql`select ${'nonsense'}::uuid`])).rejects.toMatchObject({
      status: 422,
      code: 'invalidType',
    });
  });

  it('reads int8 as a number, dates as their text and numeric exactly', async () => {
    const [rows] = await db.database.read(ann, [
      sql`select 9007199254740991::int8 as a, '2024-02-29'::date as b, 1.10::numeric as c, array[1,2]::int8[] as d, count(*) as e from thing where false`,
    ]);
    expect(rows).toEqual([{ a: 9007199254740991, b: '2024-02-29', c: '1.10', d: [1, 2], e: 0 }]);
  });
});

describe('a connection that is lost', () => {
  it('fails its work as unavailable, and the next one gets another', async () => {
    const end = db.database.transaction(ann, (tx) => tx.query(sql`select pg_terminate_backend(pg_backend_pid())`));
    await expect(end).rejects.toMatchObject({ status: 503 });
    await expect(db.database.read(ann, [sql`select 1 as n`])).resolves.toEqual([[{ n: 1 }]]);
  });
});

describe('the time of a statement', () => {
  it('ends one that reads as too much asked, any other as unavailable, and the connection works on', async () => {
    const url = db.urls.app;
    const limited = await connectDatabase({ url, poolSize: 1, statementTime: { readSeconds: 1, writeSeconds: 2 } });
    try {
      const { database } = limited;
      const sleep = (seconds: number): Statement => sql`select pg_sleep(${seconds})`;
      await expect(database.read(ann, [sleep(1.5)])).rejects.toMatchObject({
        status: 422,
        code: 'limitReached',
        key: 'limitReached.statementTime',
      });
      // Each by itself: together they may take longer.
      await expect(database.read(ann, [sleep(0.6), sleep(0.6), sql`select 1 as n`])).resolves.toHaveLength(3);
      await expect(database.transaction(ann, (tx) => tx.query(sleep(1.5)))).resolves.toHaveLength(1);
      await expect(database.transaction(ann, (tx) => tx.query(sleep(2.5)))).rejects.toMatchObject({ status: 503 });
      await expect(database.read(ann, [sql`select 1 as n`])).resolves.toEqual([[{ n: 1 }]]);
    } finally {
      await limited.close();
    }
  });
});

describe('TypeORM', () => {
  it('works inside the same transaction', async () => {
    const work = db.database.transaction(ann, async (tx) => {
      const manager = db.entityManagers.of(tx);
      await manager.query('insert into thing values ($1, 80, $2)', [ann, 'orm']);
      expect(await tx.query(sql`select name from thing where id = 80`)).toEqual([{ name: 'orm' }]);
      throw new Error('undo');
    });
    await expect(work).rejects.toThrow('undo');
    expect(await db.ownerQuery('select 1 from thing where id = 80')).toEqual([]);
  });
});
