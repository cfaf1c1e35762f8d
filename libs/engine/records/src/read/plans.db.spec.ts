import { beforeAll, describe, expect, it } from 'vitest';
import type { OrganisationUser } from '@ruyi/engine/access';
import { newId } from '@ruyi/engine/context';
import type { Statement } from '@ruyi/engine/context';
import { WALKED_ROWS, compileCount, compileList, resolveList } from '@ruyi/engine/query';
import type { QueryScope } from '@ruyi/engine/query';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import type { ListRequest } from './list-request.js';
import { explain } from './plan-walk.js';
import { ReadFixture, aRole } from './read-fixture.js';
import { rowsOfRequest } from './rows-of-request.js';

const ROWS = 40_000;
/** A named statement is planned anew each time for this role; without that the sixth run turns to one plan for all tenants. */
const RUNS = 7;

/** Plans as the application's role, under row-level security, in a tenant that is large among small ones. */
describe('the plan of a list', () => {
  let crm: ReadFixture;
  let sales: OrganisationUser;
  let lead: OrganisationUser;
  let admin: OrganisationUser;
  const poolId = newId();

  beforeAll(async () => {
    const db = await testDatabase();
    crm = new ReadFixture(db, shippedModules);
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
    admin = crm.person('管', { roles: [aRole('管理员', 'all')] });
    const below = aRole('经理', 'subordinates');
    const own = aRole('业务员', 'own');
    lead = crm.person('组长', { roles: [below] });
    const people = Array.from({ length: 100 }, (_, index) =>
      crm.person(`业务${index}`, { roles: [own], ...(index < 20 && { superior: lead }) }),
    );
    sales = people[0] ?? admin;
    crm.pools.set(sales.id, [{ poolId, module: 'customers', admin: false, visibleFields: null }]);
    const owners = people.map((person) => person.id);
    const small = new ReadFixture(db, shippedModules);
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
  }, 300_000);

  const scopeOf = async (user: OrganisationUser): Promise<QueryScope> => ({
    model: crm.model(),
    actor: await crm.actors.of(crm.as(user)),
    timeZone: 'Asia/Shanghai',
    baseCurrency: 'CNY',
    now: new Date(),
  });

  const statementOf = async (user: OrganisationUser, module: string, request: ListRequest): Promise<Statement> => {
    const scope = await scopeOf(user);
    return compileList(
      resolveList(scope, { ...rowsOfRequest(scope, module, request), ...request, fields: request.fields ?? ['name'] }),
      crm.cursors,
    ).statement;
  };

  const LISTS: readonly {
    readonly said: string;
    readonly who: 'sales' | 'lead' | 'admin';
    readonly module?: string;
    readonly request: ListRequest;
    readonly index: string;
    readonly most?: number;
  }[] = [
    { said: 'everything, newest first', who: 'admin', request: {}, index: 'customers_by_created_at' },
    { said: 'own and shared ones, newest first', who: 'sales', request: {}, index: 'customers_by_owner_created_at' },
    {
      said: 'own ones by next contact',
      who: 'sales',
      request: { view: 'mine', sort: [{ field: 'nextContactAt' }] },
      index: 'customers_by_owner_next_contact_at',
    },
    {
      said: 'overdue contacts',
      who: 'sales',
      request: { view: 'contactOverdue' },
      index: 'customers_by_owner_next_contact_at',
    },
    {
      said: 'everything by a nullable time, downwards',
      who: 'admin',
      request: { sort: [{ field: 'nextContactAt', descending: true }] },
      index: 'customers_by_next_contact_at',
    },
    {
      said: 'a custom select and a custom number',
      who: 'admin',
      request: {
        filter: { field: 'c_channel', op: 'eq', value: 'c' },
        sort: [{ field: 'c_number', descending: true }],
      },
      index: 'customers_by_n1',
    },
    {
      said: 'the same of own ones',
      who: 'sales',
      request: {
        filter: { field: 'c_channel', op: 'eq', value: 'a' },
        sort: [{ field: 'c_number', descending: true }],
      },
      index: 'customers_by_owner_n1',
    },
    { said: 'names', who: 'admin', request: { sort: [{ field: 'name' }] }, index: 'customers_by_name_sort' },
    {
      said: 'options in their order',
      who: 'admin',
      request: { sort: [{ field: 'level' }] },
      index: 'customers_by_level',
    },
    {
      said: 'options from the end, a custom select',
      who: 'admin',
      request: { sort: [{ field: 'c_channel', descending: true }] },
      index: 'customers_by_t1',
    },
    {
      said: 'two keys',
      who: 'admin',
      request: { sort: [{ field: 'c_number' }, { field: 'createdAt', descending: true }] },
      index: 'customers_by_n1',
    },
    {
      said: 'days to reclaim',
      who: 'admin',
      request: { filter: { field: 'daysToReclaim', op: 'lte', value: 2 }, sort: [{ field: 'daysToReclaim' }] },
      index: 'customers_by_reclaim_at',
      most: 2_500,
    },
    {
      said: 'a mobile',
      who: 'admin',
      request: { filter: { field: 'mobile', op: 'eq', value: '13800000005' } },
      index: 'customers_by_mobile',
    },
    {
      said: 'the pool, last come first',
      who: 'sales',
      request: { pool: 'any', sort: [{ field: 'pooledAt', descending: true }] },
      index: 'customers_by_pool_pooled_at',
    },
    { said: 'the recycle bin', who: 'admin', request: { view: 'recycleBin' }, index: 'customers_by_deleted_at' },
    { said: 'the last page', who: 'admin', request: { last: true }, index: 'customers_by_created_at' },
    { said: 'a page far in', who: 'admin', request: { page: 100 }, index: 'customers_by_created_at', most: 2_500 },
    { said: 'subordinates’ ones', who: 'lead', request: { view: 'subordinates' }, index: 'customers_by', most: 2_500 },
    {
      said: 'two filters on subordinates’ ones, sorted by a third field',
      who: 'lead',
      request: {
        filter: {
          and: [
            { field: 'c_channel', op: 'eq', value: 'c' },
            { field: 'level', op: 'eq', value: 'B' },
          ],
        },
        sort: [{ field: 'c_number', descending: true }],
      },
      index: 'customers_by_n1',
      most: WALKED_ROWS,
    },
    {
      said: 'subordinates’ contacts by their customers’ level',
      who: 'lead',
      module: 'contacts',
      request: { sort: [{ field: 'customer.level' }] },
      index: 'contacts_pkey',
      most: WALKED_ROWS,
    },
    {
      said: 'those that one searches for by number',
      who: 'sales',
      request: { search: '0101' },
      index: 'customers_pkey',
    },
    {
      said: 'follow-ups, seen with their customers',
      who: 'sales',
      module: 'followUps',
      request: { fields: ['content'] },
      index: 'follow_ups_by',
      most: 2_500,
    },
    {
      said: 'contacts with their customers',
      who: 'sales',
      module: 'contacts',
      request: {},
      index: 'contacts_by_customer',
      most: 2_500,
    },
  ];

  it.each(LISTS)(
    'uses its index for $said, each time',
    async ({ who, module = 'customers', request, index, most = 1_000 }) => {
      const user = { sales, lead, admin }[who];
      const statement = await statementOf(user, module, request);
      await crm.db.database.transaction(crm.tenantId, async (tx) => {
        for (let run = 0; run < RUNS; run += 1) {
          const plan = await explain(tx, statement);
          const said = `${plan.text}\n${statement.text}`;
          expect(
            plan.seqScans.filter((table) => ['customers', 'contacts', 'follow_ups'].includes(table)),
            said,
          ).toEqual([]);
          expect(
            plan.indexes.some((name) => name.startsWith(index)),
            said,
          ).toBe(true);
          expect(plan.rowsTouched, said).toBeLessThanOrEqual(most);
          expect(plan.sorted, said).toBeLessThanOrEqual(most);
        }
      });
    },
  );

  it('reads on from a cursor deep in the list as from its start', async () => {
    const scope = await scopeOf(admin);
    const query = {
      ...rowsOfRequest(scope, 'customers', {}),
      sort: [{ field: 'nextContactAt' }],
      fields: ['name'],
      most: 10_000,
    };
    const first = compileList(resolveList(scope, { ...query, limit: 10_000 }), crm.cursors);
    const [rows = []] = await crm.db.database.read(crm.tenantId, [first.statement]);
    const after = first.decode(rows).nextCursor;
    const next = compileList(resolveList(scope, { ...query, ...(after !== null && { after }) }), crm.cursors);
    const plan = await crm.db.database.transaction(crm.tenantId, (tx) => explain(tx, next.statement));
    expect(plan.rowsTouched, plan.text).toBeLessThan(100);
  });

  it('does not read the empty ones while the page is filled by others', async () => {
    const plan = await crm.db.database.transaction(crm.tenantId, async (tx) =>
      explain(tx, await statementOf(admin, 'customers', { sort: [{ field: 'c_number' }] })),
    );
    const scans = plan.indexes.filter((name) => name.startsWith('customers_'));
    expect(scans, plan.text).toEqual(['customers_by_n1']);
  });

  it('counts up to the cap and no further', async () => {
    const scope = await scopeOf(admin);
    const { statement } = compileCount(resolveList(scope, rowsOfRequest(scope, 'customers', {})), 1_000);
    const plan = await crm.db.database.transaction(crm.tenantId, (tx) => explain(tx, statement));
    expect(plan.rowsTouched, plan.text).toBeLessThan(1_300);
  });

  it('counts what points to a record along the reference, not through all that the caller sees', async () => {
    const scope = await scopeOf(sales);
    const [own] = (await crm.reader.list(crm.as(sales), 'customers', { limit: 1 })).items;
    const filter = { field: 'customer', op: 'eq', value: own?.id ?? '' } as const;
    const rows = resolveList(scope, rowsOfRequest(scope, 'contacts', { filter }));
    const { statement } = compileCount(rows, 1_000, { drives: true });
    expect(statement.byKey).toBe(true);
    await crm.db.database.transaction(crm.tenantId, async (tx) => {
      await tx.query({ text: 'set local plan_cache_mode to force_generic_plan', values: [] });
      await tx.query({ text: `prepare counted as ${statement.text}`, values: [] });
      const values = statement.values.map((value) => (value === null ? 'null' : `'${String(value)}'`)).join(', ');
      const plan = await explain(tx, { text: `execute counted(${values})`, values: [] });
      expect(plan.rowsTouched, plan.text).toBeLessThan(100);
      expect(plan.indexes, plan.text).toContain('contacts_by_customer');
    });
  });

  it('is made for the tenant each time', async () => {
    const [rows] = await crm.db.database.read(crm.tenantId, [
      { text: `select current_setting('plan_cache_mode') as mode, current_setting('jit') as jit`, values: [] },
    ]);
    expect(rows).toEqual([{ mode: 'force_custom_plan', jit: 'off' }]);
  });
});
