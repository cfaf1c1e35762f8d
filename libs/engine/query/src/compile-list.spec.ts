import { describe, expect, it } from 'vitest';
import { compileCount } from './compile-count.js';
import { compileList } from './compile-list.js';
import { CursorCodec } from './cursor.js';
import { aList, aModule, aScope } from './query-fixture.js';

const cursors = new CursorCodec('secret');
const customers = aModule('customers', {
  name: { type: 'text', columns: { value: 'name', sort: 'name_sort' } },
  level: { type: 'select', options: ['A', 'B'] },
  amount: { type: 'money' },
  nextAt: { type: 'dateTime' },
  reclaimAt: { type: 'dateTime' },
  daysToReclaim: { type: 'integer', derived: { from: 'reclaimAt' } },
  c_number: { type: 'number', custom: { slot: 'n1' } },
  c_text: { type: 'text', custom: {} },
});
const contacts = aModule(
  'contacts',
  { name: { type: 'text' }, customer: { type: 'reference', target: 'customers' } },
  { either: 'customer' },
);
const modules = [customers, contacts];

/** One clause a line, without what every list has. */
function written(text: string): string {
  return text
    .replace(
      /t\.id, t\.version, t\.created_by, t\.deleted_at, t\.owner_id(?:, t\.pool_id)?, (?:t\.created_at, )?/g,
      '…, ',
    )
    .replace(/ (from|where|order by|limit|union all|and) /g, '\n$1 ');
}

describe('the compiler', () => {
  it('reads everything in one ordered scan, tenant first', () => {
    const { statement } = compileList(
      aList(aScope(modules, 'all'), contacts, { sort: [{ field: 'createdAt', descending: true }], fields: ['name'] }),
      cursors,
    );
    expect(written(statement.text)).toMatchInlineSnapshot(`
      "select l.*, exists (select 1
      from team_member r1
      where r1.tenant_id = $1::uuid
      and r1.user_id = $3::uuid
      and (r1.expires_at is null or r1.expires_at > now())
      and r1.record_id = l.id) as on_team
      from (select …, t.name, (t.created_at)::text as k0, 0 as part
      from contacts t
      where t.tenant_id = $1::uuid
      and t.deleted_at is null
      order by t.created_at desc, t.id desc
      limit $2) l"
    `);
    expect(statement.values[0]).toBe('00000000-0000-7000-8000-000000000000');
  });

  it('gives own and shared records a branch each, united and cut again', () => {
    const { statement } = compileList(
      aList(aScope(modules, 'own'), customers, { sort: [{ field: 'createdAt' }], fields: ['name'], limit: 2 }),
      cursors,
    );
    expect(written(statement.text)).toMatchInlineSnapshot(`
      "select l.*, exists (select 1
      from team_member r2
      where r2.tenant_id = $1::uuid
      and r2.user_id = $5::uuid
      and (r2.expires_at is null or r2.expires_at > now())
      and r2.record_id = l.id) as on_team
      from (select distinct on (u.s0, u.id) u.id, u.version, u.created_by, u.deleted_at, u.owner_id, u.pool_id, u.created_at, u.name, u.k0, u.part
      from ((select …, t.name, (t.created_at)::text as k0, 0 as part, t.created_at as s0
      from customers t
      where t.tenant_id = $1::uuid
      and t.deleted_at is null
      and t.owner_id = $3::uuid
      order by t.created_at, t.id
      limit $2)
      union all (select …, t.name, (t.created_at)::text as k0, 0 as part, t.created_at as s0
      from customers t
      where t.tenant_id = $1::uuid
      and t.deleted_at is null
      and (t.id = any(array(select r1.record_id
      from team_member r1
      where r1.tenant_id = $1::uuid
      and r1.user_id = $4::uuid
      and (r1.expires_at is null or r1.expires_at > now())))
      and t.pool_id is null)
      order by t.created_at, t.id
      limit $2)) u
      order by u.s0, u.id
      limit $2) l"
    `);
  });

  it('sorts a nullable slot as values by the index, then the empty ones', () => {
    const { statement, rest } = compileList(
      aList(aScope(modules, 'all'), customers, {
        sort: [{ field: 'c_number', descending: true }],
        fields: ['c_number'],
      }),
      cursors,
    );
    expect(written(statement.text)).toMatchInlineSnapshot(`
      "select l.*, exists (select 1
      from team_member r1
      where r1.tenant_id = $1::uuid
      and r1.user_id = $3::uuid
      and (r1.expires_at is null or r1.expires_at > now())
      and r1.record_id = l.id) as on_team
      from (select …, t.custom, (t.n1)::text as k0, 0 as part
      from customers t
      where t.tenant_id = $1::uuid
      and t.deleted_at is null
      and t.n1 is not null
      order by t.n1 desc, t.id desc
      limit $2) l"
    `);
    expect(rest(21)).toBeNull();
    expect(written(rest(20)?.text ?? '')).toMatchInlineSnapshot(`
      "select l.*, exists (select 1
      from team_member r1
      where r1.tenant_id = $1::uuid
      and r1.user_id = $3::uuid
      and (r1.expires_at is null or r1.expires_at > now())
      and r1.record_id = l.id) as on_team
      from (select …, t.custom, null::text as k0, 1 as part
      from customers t
      where t.tenant_id = $1::uuid
      and t.deleted_at is null
      and t.n1 is null
      order by t.id desc
      limit $2) l"
    `);
  });

  it('sorts a select option by option, the later ones when the first does not fill the page', () => {
    const { statement, rest } = compileList(
      aList(aScope(modules, 'all'), customers, { sort: [{ field: 'level' }], fields: ['level'] }),
      cursors,
    );
    const parts = (text: string | undefined) => text?.match(/and t\.level [^o]*?(?= order)/g);
    expect(parts(statement.text)).toEqual(['and t.level = $3::text']);
    expect(statement.values).toContain('A');
    expect(parts(rest(1)?.text)).toMatchInlineSnapshot(`
      [
        "and t.level = $3::text",
        "and t.level <> all($4::text[])",
        "and t.level is null",
      ]
    `);
  });

  it('sorts by an option of the record behind a reference without a key for each row', () => {
    const { statement } = compileList(
      aList(aScope(modules, 'all'), contacts, { sort: [{ field: 'customer.level' }], fields: ['name'] }),
      cursors,
    );
    expect(statement.text).toMatch(
      /exists \(select 1 from customers r\d where .*and r\d\.level = \$\d::text\) order by t\.id limit/,
    );
  });

  it('goes on from a cursor by key and id, in the part where it stood', () => {
    const list = aList(aScope(modules, 'all'), customers, {
      sort: [{ field: 'nextAt' }],
      fields: ['nextAt'],
      limit: 1,
    });
    const at = '2026-03-15 04:00:00.123+00';
    const row = {
      id: '00000000-0000-7000-8000-00000000000a',
      version: 1,
      part: 0,
      k0: at,
      next_at: new Date('2026-03-15T04:00:00.123Z'),
    };
    const { nextCursor } = compileList(list, cursors).decode([row, row]);
    const next = compileList({ ...list, after: nextCursor }, cursors).statement;
    expect(next.text).toContain('(t.next_at, t.id) > ($3::timestamptz, $4::uuid)');
    expect(next.values).toContain(at);
    const emptyCursor = compileList(list, cursors).decode([{ ...row, part: 1, k0: null }, row]).nextCursor;
    const empties = compileList({ ...list, after: emptyCursor }, cursors).statement;
    expect(empties.text).toContain('t.next_at is null and t.id > $3::uuid');
    expect(empties.text).not.toContain('union all');
  });

  it('rewrites what depends on the day to the stored instant', () => {
    const { statement } = compileCount(
      aList(aScope(modules, 'all'), customers, { filter: { field: 'daysToReclaim', op: 'between', value: [0, 3] } }),
      null,
    );
    expect(statement.text).toContain('(t.reclaim_at >= $2::timestamptz and t.reclaim_at < $3::timestamptz)');
    expect(statement.values.slice(1)).toEqual(['2026-03-14T16:00:00.000Z', '2026-03-18T16:00:00.000Z']);
  });

  it('takes text to look for literally, and a document’s value by its key', () => {
    const { statement } = compileCount(
      aList(aScope(modules, 'all'), customers, { filter: { field: 'c_text', op: 'contains', value: '100%_' } }),
      null,
    );
    expect(statement.text).toContain(
      `position(lower($2::text) in lower(((t.custom->>'c_text') collate "C") collate "default")) > 0`,
    );
    expect(statement.values[1]).toBe('100%_');
  });

  it('applies the rights of the module behind a reference', () => {
    const { statement } = compileCount(
      aList(aScope(modules, 'own'), contacts, { filter: { field: 'customer.level', op: 'ne', value: 'A' } }),
      10_000,
    );
    expect(written(statement.text)).toMatchInlineSnapshot(`
      "select count(*) as n
      from (select 1
      from contacts t
      where t.tenant_id = $1::uuid
      and t.deleted_at is null
      and (exists (select 1
      from customers r1
      where r1.tenant_id = $1::uuid
      and r1.id = t.customer
      and r1.deleted_at is null
      and (r1.owner_id = $2::uuid or (exists (select 1
      from team_member r2
      where r2.tenant_id = $1::uuid
      and r2.user_id = $3::uuid
      and (r2.expires_at is null or r2.expires_at > now())
      and r2.record_id = r1.id)
      and r1.pool_id is null))
      and r1.level = $4::text)) is not true
      and (t.owner_id = $5::uuid or t.customer = any(array(select r3.id
      from customers r3
      where r3.tenant_id = $1::uuid
      and (r3.owner_id = $6::uuid or (r3.id = any(array(select r4.record_id
      from team_member r4
      where r4.tenant_id = $1::uuid
      and r4.user_id = $7::uuid
      and (r4.expires_at is null or r4.expires_at > now())))
      and r3.pool_id is null)))) or t.id = any(array(select r5.record_id
      from team_member r5
      where r5.tenant_id = $1::uuid
      and r5.user_id = $8::uuid
      and (r5.expires_at is null or r5.expires_at > now()))))
      limit $9) c"
    `);
  });

  it('writes the same text for the same shape, whatever the values', () => {
    const text = (value: number) =>
      compileList(
        aList(aScope(modules, 'own'), customers, {
          filter: { field: 'c_number', op: 'gt', value },
          sort: [{ field: 'name' }],
        }),
        cursors,
      ).statement;
    expect(text(1).text).toBe(text(2).text);
    expect(text(3).name).toMatch(/^q_[0-9a-f]{24}$/);
  });

  it('masks, and leaves out what is hidden', () => {
    const scope = aScope(modules, 'all', [
      { module: 'customers', field: 'name', access: 'masked' },
      { module: 'customers', field: 'amount', access: 'hidden' },
    ]);
    const { statement, decode } = compileList(aList(scope, customers, {}), cursors);
    expect(statement.text).not.toContain('amount');
    const [row] = decode([{ id: 'x', version: 1, name: '中国移动', custom: { c_text: 'a' } }]).rows;
    expect(row?.values).toMatchObject({ name: '中***', c_text: 'a', c_number: null });
  });
});
