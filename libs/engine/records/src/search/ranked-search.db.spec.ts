import { beforeAll, describe, expect, it } from 'vitest';
import type { OrganisationUser } from '@ruyi/engine/access';
import { newId, sql } from '@ruyi/engine/context';
import type { Row } from '@ruyi/engine/context';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import { ReadFixture, aRole } from '../read/read-fixture.js';
import { RankedSearch } from './ranked-search.js';
import type { RankedHits } from './ranked-hit.js';
import { searchRowStatements } from './search-row-statements.js';
import { soughtText } from './sought-text.js';

let crm: ReadFixture;
let ann: OrganisationUser;
let admin: OrganisationUser;

const searchOf = (fixture: ReadFixture): RankedSearch =>
  new RankedSearch(
    { database: fixture.db.database, models: fixture.models, actors: fixture.actors, cursors: fixture.cursors },
    fixture.reader,
  );

async function hits(user: OrganisationUser | null, q: string, version = 1): Promise<RankedHits> {
  return searchOf(crm).find(crm.as(user, version), { q, limit: 50 });
}

const names = async (user: OrganisationUser | null, q: string): Promise<string[]> =>
  (await hits(user, q)).items.map(({ name }) => name);

const customer = (values: Readonly<Record<string, unknown>>): Promise<string> =>
  crm.record('customers', { kind: 'company', ownerId: admin.id, ...values });

beforeAll(async () => {
  crm = new ReadFixture(await testDatabase(), shippedModules);
  ann = crm.person('安', { roles: [aRole('业务员', 'own')] });
  admin = crm.person('管', { roles: [aRole('管理员', 'all')] });
});

describe('the best of all modules', () => {
  it('goes by rank, then the newest first', async () => {
    const made = (day: number): { createdAt: string } => ({ createdAt: `2026-01-0${day}T00:00:00Z` });
    await customer({ name: '龙井', ...made(1) });
    await customer({ name: '龙井茶业', ...made(2) });
    await customer({ name: '西湖龙井', ...made(3) });
    await customer({ name: '新西湖龙井', ...made(4) });
    const tea = await customer({ name: '云栖', ...made(5) });
    await crm.record('contacts', { name: '龙井', customer: tea, ownerId: admin.id, ...made(6) });
    await crm.record('followUps', {
      record: { module: 'customers', id: tea },
      content: '要龙井',
      ...made(7),
    });
    const { items, counts } = await hits(admin, '龙井');
    expect(items.map(({ module, name }) => [module, name])).toEqual([
      ['contacts', '龙井'],
      ['customers', '龙井'],
      ['customers', '龙井茶业'],
      ['customers', '新西湖龙井'],
      ['customers', '西湖龙井'],
      ['followUps', '要龙井'],
    ]);
    expect(counts).toEqual({
      customers: { value: 4, exact: true },
      contacts: { value: 1, exact: true },
      followUps: { value: 1, exact: true },
    });
    expect(items[2]).toMatchObject({
      owner: { id: admin.id, name: '管' },
      matched: { field: 'name', value: '龙井茶业', as: 'start', marks: [[0, 2]] },
    });
    expect(await names(admin, 'ljcy')).toEqual(['龙井茶业']);
    // Initials of a name that begin it stand before those within it.
    expect((await names(admin, 'lj')).slice(2)).toEqual(['龙井', '新西湖龙井', '西湖龙井', '要龙井']);
  });

  it('finds a mobile however it is written, and by its last four', async () => {
    await customer({ name: '手机号', kind: 'person', mobile: '13800000001' });
    for (const q of [
      '13800000001',
      '+86 138 0000 0001',
      '0086-138-0000-0001',
      '138 0000 0001',
      '8613800000001',
      '0001',
    ]) {
      const [hit] = (await hits(admin, q)).items;
      expect(hit, q).toMatchObject({ name: '手机号', matched: { field: 'mobile', value: '13800000001' } });
      expect(hit?.matched?.as, q).toBe(q === '0001' ? 'part' : 'whole');
      const list = await crm.reader.list(crm.as(admin), 'customers', { search: q });
      expect(
        list.items.map((item) => item['name']),
        q,
      ).toContain('手机号');
    }
  });

  it('gives what the caller may see: own, by team, through a pool with its fields alone', async () => {
    const pool = newId();
    crm.pools.set(ann.id, [{ poolId: pool, module: 'customers', admin: false, visibleFields: ['name'] }]);
    await customer({ name: '普洱甲' });
    await customer({ name: '普洱乙', ownerId: ann.id });
    const shared = await customer({ name: '普洱丙' });
    await crm.teamMember(shared, ann);
    await customer({ name: '普洱丁', ownerId: null, poolId: pool, email: 'ding@puer.example' });
    await customer({ name: '普洱戊', ownerId: null, poolId: newId() });
    const seen = await hits(ann, '普洱');
    expect(seen.items.map(({ name }) => name).toSorted()).toEqual(['普洱丁', '普洱丙', '普洱乙'].toSorted());
    expect(seen.counts['customers']).toEqual({ value: 2, exact: true, pooled: { value: 1, exact: true } });
    // The pool does not show the address: neither is it found by it, nor is it shown.
    expect(await names(ann, 'ding@puer.example')).toEqual([]);
    expect(await names(admin, 'ding@puer.example')).toEqual(['普洱丁']);
    expect(await names(admin, '普洱')).toHaveLength(5);
  });

  it('neither finds, ranks nor shows by a field that the caller may not read; a masked one by its whole', async () => {
    const rule = (access: 'hidden' | 'masked'): OrganisationUser =>
      crm.person(access, {
        roles: [
          aRole(access, 'all', [
            { module: 'customers', field: 'email', access },
            { module: 'customers', field: 'name', access: access === 'hidden' ? 'hidden' : 'edit' },
          ]),
        ],
      });
    const [hidden, masked] = [rule('hidden'), rule('masked')];
    await customer({ name: '白茶', email: 'bai@tea.example', createdAt: '2026-01-01T00:00:00Z' });
    await customer({ name: '白茶园', email: 'yuan@tea.example', telephone: '白茶', createdAt: '2026-01-02T00:00:00Z' });
    const version = 2;
    expect((await hits(hidden, 'bai@tea.example', version)).items).toEqual([]);
    // The name that is equal to the query is hidden: it neither finds its record nor lifts one that is found otherwise.
    const answer = await hits(hidden, '白茶', version);
    expect(answer.items.map(({ matched }) => matched?.field)).toEqual(['telephone']);
    expect(JSON.stringify(answer)).not.toContain('白茶园');
    expect((await hits(masked, 'bai@tea', version)).items).toEqual([]);
    const [whole] = (await hits(masked, 'BAI@tea.example', version)).items;
    expect(whole).toMatchObject({ name: '白茶', matched: { field: 'email', as: 'whole' } });
    expect(JSON.stringify(whole)).not.toContain('bai@tea.example');
  });
});

describe('what is beyond the caps', () => {
  const ranked = async (tenant: ReadFixture, text: string, most: number, scanned: number): Promise<Row[]> => {
    const module = tenant.model().modules.get('customers');
    const rights = { access: new Map([...(module?.fields.keys() ?? [])].map((key) => [key, 'edit' as const])) };
    const sought = module && soughtText(module, rights, text);
    const [rows = []] = await tenant.db.database.read(tenant.tenantId, [
      {
        text: 'select record_id, rank, more from search_ranked($1::jsonb, $2, null, null, false, $3, $4)',
        values: [JSON.stringify(sought), 'customers', most, scanned],
      },
    ]);
    return rows;
  };

  it('an old record whose value is the query is found and first', async () => {
    const large = new ReadFixture(crm.db, shippedModules);
    const module = large.model().modules.get('customers');
    if (!module) throw new Error('no customers');
    const row = (index: number, values: Readonly<Record<string, unknown>>): ReturnType<typeof searchRowStatements> =>
      searchRowStatements({ tenantId: large.tenantId }, module, {
        id: newId(),
        createdBy: null,
        createdAt: new Date(Date.UTC(2020, 0, 1, 0, index)).toISOString(),
        ...values,
      });
    const statements = [row(0, { name: '有限公司' }), row(1, { name: '旧', mobile: '13800000000' })];
    for (let index = 2; index < 3000; index += 1)
      statements.push(row(index, { name: `第${index}有限公司`, mobile: `138000${String(index).padStart(5, '0')}` }));
    await large.db.database.transaction(large.tenantId, async (tx) => {
      await tx.pipeline(statements.flat());
    });
    const [name] = await ranked(large, '有限公司', 50, 500);
    expect(name).toMatchObject({ rank: 1, more: false });
    const others = (await ranked(large, '有限公司', 50, 500)).slice(1);
    expect(others).toHaveLength(50);
    expect(others.every((each) => each['rank'] === 3 && each['more'] === true)).toBe(true);
    const [mobile] = await ranked(large, '+86 138 0000 0000', 50, 500);
    expect(mobile).toMatchObject({ rank: 1 });
    // Rare among the newest, and of more rows than are looked at: some are found, and it says that there are more.
    const rare = await ranked(large, '第25', 50, 5);
    expect(rare.length).toBeGreaterThan(0);
    expect(rare.every((each) => each['more'] === true)).toBe(true);
  });

  it('those of a person are found beside more of others than are answered', async () => {
    const contacts = crm.model().modules.get('contacts');
    if (!contacts) throw new Error('no contacts');
    await crm.record('contacts', { name: '重名', ownerId: ann.id, createdAt: '2020-01-01T00:00:00Z' });
    const others = Array.from({ length: 1100 }, () => {
      const id = newId();
      return [
        sql`insert into record (tenant_id, id, module_key, owner_id) values (${crm.tenantId}, ${id}, 'contacts', ${admin.id})`,
        ...searchRowStatements({ tenantId: crm.tenantId }, contacts, {
          id,
          createdBy: null,
          createdAt: '2026-01-01T00:00:00Z',
          name: '重名',
        }),
      ];
    });
    await crm.db.database.transaction(crm.tenantId, async (tx) => {
      await tx.pipeline(others.flat());
    });
    const answer = await hits(ann, '重名');
    expect(answer.items.map(({ name }) => name)).toEqual(['重名']);
    expect(answer.counts['contacts']?.value).toBe(1);
  });

  it('a row of before, without the tokens of whole values, is found by its name all the same', async () => {
    const old = new ReadFixture(crm.db, shippedModules);
    await old.record('customers', { name: '老客户', kind: 'company', mobile: '13900000000' });
    await crm.db.ownerQuery(
      `update search_row set tokens = array(select t from unnest(tokens) t where t not like '________=%') where tenant_id = $1`,
      [old.tenantId],
    );
    for (const q of ['老客户', '13900000000']) {
      const { items } = await searchOf(old).find(old.as(null), { q, limit: 5 });
      expect(items, q).toMatchObject([{ name: '老客户', matched: { as: 'whole' } }]);
    }
  });
});
