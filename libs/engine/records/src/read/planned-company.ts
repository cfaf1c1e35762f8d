import type { OrganisationUser } from '@ruyi/engine/access';
import { newId } from '@ruyi/engine/context';
import type { ModuleDefinition } from '@ruyi/engine/model';
import { ReadFixture, aRole, type SpecDatabase } from './read-fixture.js';

const ROWS = 40_000;

/** A company that is large among small ones, for tests of plans. */
export interface PlannedCompany {
  readonly crm: ReadFixture;
  /** Sees everything. */
  readonly admin: OrganisationUser;
  /** Owns one customer in a hundred, shares 50 and is in the pool. */
  readonly sales: OrganisationUser;
  /** Superior of twenty. */
  readonly lead: OrganisationUser;
  /** Sees what the twenty of the own department have. */
  readonly head: OrganisationUser;
  /** The same with the twenty of the department below. */
  readonly chief: OrganisationUser;
}

export async function plannedCompany(db: SpecDatabase, modules: readonly ModuleDefinition[]): Promise<PlannedCompany> {
  const poolId = newId();
  const crm = new ReadFixture(db, modules);
  crm.fields.push(
    {
      module: 'customers',
      key: 'c_channel',
      type: 'select',
      settings: {
        label: { zh: '渠道' },
        indexed: true,
        options: ['a', 'b', 'c', 'd'].map((key) => ({ key, label: { zh: key } })),
      },
      slot: 't1',
      indexState: 'ready',
      retired: false,
    },
    {
      module: 'customers',
      key: 'c_number',
      type: 'number',
      settings: { label: { zh: '数' }, indexed: true },
      slot: 'n1',
      indexState: 'ready',
      retired: false,
    },
  );
  const admin = crm.person('管', { roles: [aRole('管理员', 'all')] });
  const below = aRole('经理', 'subordinates');
  const own = aRole('业务员', 'own');
  const lead = crm.person('组长', { roles: [below] });
  const department = crm.department('华东');
  const group = crm.department('华东一组', department);
  const head = crm.person('部门', { roles: [aRole('部门', 'department')], department });
  const chief = crm.person('部门及下级', { roles: [aRole('部门及下级', 'departmentTree')], department });
  const people = Array.from({ length: 100 }, (_, index) =>
    crm.person(`业务${index}`, {
      roles: [own],
      ...(index < 20 && { superior: lead }),
      // Twenty in the department itself, twenty in the one below it.
      ...(index >= 20 && index < 60 && { department: index < 40 ? department : group }),
    }),
  );
  const sales = people[0] ?? admin;
  crm.pools.set(sales.id, [{ poolId, module: 'customers', admin: false, visibleFields: null }]);
  const owners = people.map((person) => person.id);
  const small = new ReadFixture(db, modules);
  for (const [tenant, rows] of [
    [crm.tenantId, ROWS],
    [small.tenantId, 200],
  ] as const) {
    await db.ownerQuery(
      `with made as (
       insert into record (tenant_id, id, module_key) select $1, gen_random_uuid(), 'customers' from generate_series(1, $2::int) returning id
     ), numbered as (select id, row_number() over () as n from made)
     insert into customers (tenant_id, id, owner_id, pool_id, pooled_at, created_by, created_at, updated_at, deleted_at, kind, name, name_sort, level, next_contact_at, mobile, reclaim_at, t1, n1, custom)
     select $1, id, case when n % 10 = 9 then null else ($3::uuid[])[1 + n % 100] end, case when n % 10 = 9 then $4::uuid end, case when n % 10 = 9 then now() - n * interval '1 minute' end,
            ($3::uuid[])[1 + n % 100], now() - n * interval '1 minute', now() - (n * 7 % 40000) * interval '1 minute', case when n % 200 = 1 then now() end,
            'company', '客户' || n, 'kehu' || n, (array['A','B','C','D',null])[1 + n % 5], case when n % 4 > 0 then now() + (n % 900 - 450) * interval '1 hour' end,
            '138' || lpad(n::text, 8, '0'), case when n % 3 = 0 then now() + (n % 60) * interval '1 day' end,
            (array['a','b','c','d'])[1 + n % 4], case when n % 2 = 0 then n % 1000 end, '{}'
     from numbered`,
      [tenant, rows, owners, poolId],
    );
    await db.ownerQuery(
      `with made as (
       insert into record (tenant_id, id, module_key) select $1, gen_random_uuid(), 'contacts' from generate_series(1, $2::int) returning id
     ), numbered as (select id, row_number() over (order by id) as n from made),
     parents as (select id, row_number() over (order by id) as n from customers where tenant_id = $1)
     insert into contacts (tenant_id, id, owner_id, created_by, created_at, name, customer)
     select $1, numbered.id, ($3::uuid[])[1 + numbered.n % 100], ($3::uuid[])[1 + numbered.n % 100], now() - numbered.n * interval '1 minute', '联系人' || numbered.n, parents.id
     from numbered join parents using (n)`,
      [tenant, rows, owners],
    );
    await db.ownerQuery(
      `with made as (
       insert into record (tenant_id, id, module_key) select $1, gen_random_uuid(), 'followUps' from generate_series(1, $2::int) returning id
     ), numbered as (select id, row_number() over () as n from made),
     parents as (select id, row_number() over (order by id) as n from customers where tenant_id = $1)
     insert into follow_ups (tenant_id, id, created_by, created_at, content, target_module, target_id)
     select $1, numbered.id, ($3::uuid[])[1 + numbered.n % 100], now() - numbered.n * interval '1 minute', '访', 'customers', parents.id
     from numbered join parents on parents.n = numbered.n / 2`,
      [tenant, rows, owners],
    );
  }
  await db.ownerQuery(
    `insert into team_member (tenant_id, record_id, user_id, access) select tenant_id, id, $2, 'read' from customers where tenant_id = $1 and owner_id is not null order by created_at limit 50`,
    [crm.tenantId, sales.id],
  );
  await db.ownerQuery(
    `insert into team_member (tenant_id, record_id, user_id, access) select tenant_id, id, $2, 'read' from customers where tenant_id = $1 and owner_id is not null order by created_at desc limit 3000`,
    [crm.tenantId, people.at(-1)?.id],
  );
  await db.ownerQuery(
    `insert into search_row (tenant_id, record_id, module_key, created_by, recency, tokens)
   select tenant_id, id, 'customers', created_by, created_at, array[right(replace(tenant_id::text, '-', ''), 8) || 'h客户', right(replace(tenant_id::text, '-', ''), 8) || 'd' || right(mobile, 4)] from customers where tenant_id = $1`,
    [crm.tenantId],
  );
  await db.ownerQuery(
    `update record r set owner_id = c.owner_id from customers c where c.tenant_id = r.tenant_id and c.id = r.id and r.tenant_id = $1`,
    [crm.tenantId],
  );
  await db.ownerQuery('analyze customers, contacts, follow_ups, record, team_member, search_row');
  return { crm, admin, sales, lead, head, chief };
}
