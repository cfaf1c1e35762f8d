import { beforeAll, describe, expect, it } from 'vitest';
import type { OrganisationUser } from '@ruyi/engine/access';
import type { Statement } from '@ruyi/engine/context';
import { WALKED_ROWS, compileCount, compileList, resolveList } from '@ruyi/engine/query';
import type { QueryScope } from '@ruyi/engine/query';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import type { ListRequest } from './list-request.js';
import { explain } from './plan-walk.js';
import { plannedCompany } from './planned-company.js';
import type { ReadFixture } from './read-fixture.js';
import { rowsOfRequest } from './rows-of-request.js';

/** A named statement is planned anew each time for this role; without that the sixth run turns to one plan for all tenants. */
const RUNS = 7;

/** Plans as the application's role, under row-level security, in a tenant that is large among small ones. */
describe('the plan of a list', () => {
  let crm: ReadFixture;
  let sales: OrganisationUser;
  let lead: OrganisationUser;
  let admin: OrganisationUser;
  beforeAll(async () => {
    ({ crm, sales, lead, admin } = await plannedCompany(await testDatabase(), shippedModules));
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
