import { beforeAll, describe, expect, it } from 'vitest';
import type { OrganisationUser } from '@ruyi/engine/access';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import { ReadFixture, aRole } from '../read/read-fixture.js';
import { removeSearchRow, searchRowStatements } from './search-row-statements.js';

describe('quick search in a list', () => {
  let crm: ReadFixture;
  let ann: OrganisationUser;
  let admin: OrganisationUser;

  const names = async (user: OrganisationUser | null, search: string, version = 1): Promise<unknown[]> =>
    (await crm.reader.list(crm.as(user, version), 'customers', { search, total: 'capped' })).items.map(
      (item) => item['name'],
    );

  beforeAll(async () => {
    crm = new ReadFixture(await testDatabase(), shippedModules);
    ann = crm.person('安', { roles: [aRole('业务员', 'own')] });
    admin = crm.person('管', { roles: [aRole('管理员', 'all')] });
    await crm.record('customers', {
      name: '中国移动通信',
      kind: 'company',
      ownerId: ann.id,
      mobile: '13812348000',
      createdAt: '2026-01-02T00:00:00Z',
    });
    await crm.record('customers', {
      name: '中国联通',
      kind: 'company',
      ownerId: admin.id,
      createdAt: '2026-01-03T00:00:00Z',
    });
    const shared = await crm.record('customers', {
      name: '移动互联',
      kind: 'company',
      ownerId: admin.id,
      createdAt: '2026-01-01T00:00:00Z',
    });
    await crm.teamMember(shared, ann);
  });

  it('finds by part, pinyin, initials and number what the caller may see', async () => {
    expect(await names(ann, '移动')).toEqual(['中国移动通信', '移动互联']);
    expect(await names(ann, 'zhongguo')).toEqual(['中国移动通信']);
    expect(await names(admin, 'zg')).toEqual(['中国联通', '中国移动通信']);
    expect(await names(ann, '8000')).toEqual(['中国移动通信']);
    expect(await names(ann, '联通')).toEqual([]);
    expect(await names(null, '，')).toEqual([]);
    expect(
      (
        await crm.reader.list(crm.as(ann), 'customers', {
          search: '移动',
          filter: { field: 'mobile', op: 'isEmpty' },
          sort: [{ field: 'name' }],
        })
      ).items,
    ).toHaveLength(1);
  });

  it('says yes only where every word stands as it was asked', async () => {
    await crm.record('customers', { name: '台州黄岩模具制造厂', kind: 'company', ownerId: admin.id });
    for (const search of ['zzzzz', 'zhzhzh', '模具黄岩', '台州移动'])
      expect(await names(admin, search), search).toEqual([]);
    for (const search of ['tzhymj', 'huangyan', '黄岩 制造', 'mjzzc 台州'])
      expect(await names(admin, search), search).toEqual(['台州黄岩模具制造厂']);
  });

  it('takes its tenant from the setting alone, and gives the application no tokens', async () => {
    const foreign = new ReadFixture(crm.db, shippedModules);
    expect((await foreign.reader.list(foreign.as(null), 'customers', { search: '移动' })).items).toEqual([]);
    const read = (text: string) => crm.db.database.read(crm.tenantId, [{ text, values: [] }]);
    await expect(read('select tokens from search_row')).rejects.toMatchObject({ code: '42501' });
    const [rights] = await crm.db.ownerQuery(
      `select pg_get_userbyid(c.relowner) as owner, c.relrowsecurity, c.relforcerowsecurity, has_table_privilege('ruyi_app', c.oid, 'select') as readable,
              (select rolcanlogin from pg_roles where rolname = 'ruyi_search') as login,
              (select array_agg(k.relname::text order by 1) from pg_class k where k.relowner = c.relowner and k.relkind in ('r', 'v', 'm', 'p')) as owns,
              (select p.prosecdef and p.proconfig is not null from pg_proc p where p.proname = 'search_records') as definer
       from pg_class c where c.relname = 'search_row'`,
    );
    expect(rights).toEqual({
      owner: 'ruyi_search',
      relrowsecurity: true,
      relforcerowsecurity: false,
      readable: false,
      login: false,
      owns: ['search_row'],
      definer: true,
    });
  });

  it('follows the record: a new name, another owner, the recycle bin', async () => {
    const customers = crm.model().modules.get('customers');
    if (!customers) throw new Error('no customers');
    const id = await crm.record('customers', { name: '旧名字', kind: 'company', ownerId: ann.id });
    const record = { id, createdBy: null, createdAt: '2026-01-05T00:00:00Z', name: '新名字' };
    await crm.db.database.transaction(crm.tenantId, (tx) =>
      tx.pipeline(searchRowStatements(crm.as(null), customers, record)),
    );
    const found = async (search: string): Promise<number> =>
      (await crm.reader.list(crm.as(ann), 'customers', { search })).items.filter((item) => item.id === id).length;
    expect([await found('旧名'), await found('新名')]).toEqual([0, 1]);
    await crm.db.database.transaction(crm.tenantId, (tx) => tx.pipeline([removeSearchRow(crm.as(null), id)]));
    expect(await found('新名')).toBe(0);
  });

  it('filters the newest rows when everything asked for is common, and still finds the rare', async () => {
    const large = new ReadFixture(crm.db, shippedModules);
    const owner = large.person('安', { roles: [aRole('业务员', 'own')] });
    const customers = large.model().modules.get('customers');
    if (!customers) throw new Error('no customers');
    const ids = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        large.record('customers', {
          name: `第${index}号有限公司`,
          kind: 'company',
          ownerId: index % 2 === 0 ? owner.id : null,
        }),
      ),
    );
    expect(ids).toHaveLength(300);
    const search = async (user: OrganisationUser | null, text: string): Promise<number> =>
      (await large.reader.count(large.as(user), 'customers', { search: text }, null)).value;
    expect(await search(null, '有限公司')).toBe(300);
    expect(await search(owner, '公司')).toBe(150);
    expect(await search(null, '第7号有限')).toBe(1);
    expect(await search(owner, '7号有限')).toBe(0);
    const page = await large.reader.list(large.as(null), 'customers', { search: '有限公司', total: 'exact' });
    expect(page.truncated).toBeUndefined();
    expect(page.total).toEqual({ value: 300, exact: true });
  });
});
