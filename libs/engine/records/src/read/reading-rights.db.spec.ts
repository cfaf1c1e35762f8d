import { beforeAll, describe, expect, it } from 'vitest';
import type { FilterNode } from '@ruyi/contract/metadata';
import type { OrganisationUser } from '@ruyi/engine/access';
import { newId } from '@ruyi/engine/context';
import type { Context } from '@ruyi/engine/context';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import { RecordAggregator } from './record-aggregator.js';
import { RelatedCounts } from './related-counts.js';
import { ReadFixture, aRole } from './read-fixture.js';

/** What may not be read may not be found out either: by no filter, sort, group, path or display. */
describe('the rights to read', () => {
  let crm: ReadFixture;
  let other: ReadFixture;
  let aggregator: RecordAggregator;
  let ann: OrganisationUser;
  let bob: OrganisationUser;
  let admin: OrganisationUser;
  let mine: string;
  let theirs: string;

  const list = (ctx: Context, filter: FilterNode) => crm.reader.list(ctx, 'customers', { filter });

  beforeAll(async () => {
    const db = await testDatabase();
    crm = new ReadFixture(db, shippedModules);
    other = new ReadFixture(db, shippedModules);
    aggregator = new RecordAggregator({
      database: db.database,
      models: crm.models,
      actors: crm.actors,
      cursors: crm.cursors,
    });
    const sales = aRole('业务员', 'own', [
      { module: 'customers', field: 'creditCode', access: 'hidden' },
      { module: 'customers', field: 'mobile', access: 'masked' },
      { module: 'customers', field: 'rating', access: 'read' },
    ]);
    ann = crm.person('安', { roles: [sales] });
    bob = crm.person('波', { roles: [sales] });
    admin = crm.person('管', { roles: [aRole('管理员', 'all')] });
    theirs = await crm.record('customers', {
      name: '波的客户',
      kind: 'company',
      level: 'A',
      ownerId: bob.id,
      mobile: '13900001111',
    });
    mine = await crm.record('customers', {
      name: '安的客户',
      kind: 'company',
      level: 'B',
      ownerId: ann.id,
      mobile: '13812348000',
      creditCode: 'X99',
      parent: theirs,
      rating: 3,
    });
    await other.record('customers', { name: '别家的客户', kind: 'company', level: 'A' });
  });

  it('never reach another tenant', async () => {
    const { items } = await crm.reader.list(crm.as(admin), 'customers');
    expect(items.map((item) => item['name']).sort()).toEqual(['安的客户', '波的客户']);
    const foreign = (await other.reader.list(other.as(null), 'customers')).items[0]?.id ?? '';
    await expect(crm.reader.get(crm.as(admin), 'customers', foreign)).rejects.toMatchObject({ status: 404 });
    expect(await crm.reader.getMany(crm.as(admin), 'customers', [foreign, mine])).toHaveLength(1);
  });

  it('hold in quick search: by what may not be read nothing is found', async () => {
    const found = async (ctx: Context, search: string) =>
      (await crm.reader.list(ctx, 'customers', { search })).items.map((item) => item.id);
    expect(await found(crm.as(ann), '13812348000')).toEqual([mine]);
    for (const search of ['8000', '1234', 'X99', 'x9']) {
      expect(await found(crm.as(ann), search), search).toEqual([]);
      expect(await found(crm.as(admin), search), search).toEqual([mine]);
    }
    // Pinyin and initials of a field that is hidden say nothing either.
    for (const search of ['安的', 'adkh', '客户']) expect(await found(crm.as(ann), search), search).toEqual([mine]);
  });

  it('make a hidden field look like one that does not exist', async () => {
    const ctx = crm.as(ann);
    expect(await crm.reader.get(ctx, 'customers', mine)).not.toHaveProperty('creditCode');
    for (const field of ['creditCode', 'nowhere']) {
      const unknown = { status: 422, issues: [expect.objectContaining({ code: 'unknownField' })] };
      await expect(list(ctx, { field, op: 'eq', value: 'X99' })).rejects.toMatchObject(unknown);
      await expect(list(ctx, { not: { and: [{ field, op: 'isEmpty' }] } })).rejects.toMatchObject({
        issues: [{ path: 'filter.not.and.0.field' }],
      });
      await expect(crm.reader.list(ctx, 'customers', { sort: [{ field }] })).rejects.toMatchObject(unknown);
      await expect(crm.reader.list(ctx, 'customers', { fields: [field] })).rejects.toMatchObject(unknown);
      await expect(crm.reader.list(ctx, 'customers', { fields: [`parent.${field}`] })).rejects.toMatchObject(unknown);
      await expect(list(ctx, { field: `parent.${field}`, op: 'isNotEmpty' })).rejects.toMatchObject(unknown);
      await expect(crm.reader.list(ctx, 'contacts', { sort: [{ field: `customer.${field}` }] })).rejects.toMatchObject(
        unknown,
      );
      await expect(
        aggregator.aggregate(ctx, 'customers', { groupBy: [{ field }], measures: [] }),
      ).rejects.toMatchObject(unknown);
      await expect(
        aggregator.aggregate(ctx, 'customers', { groupBy: [], measures: [{ as: 'n', fn: 'count', field }] }),
      ).rejects.toMatchObject(unknown);
    }
    expect((await list(ctx, { field: '*', op: 'contains', value: 'X' })).items).toEqual([]);
    expect((await list(crm.as(admin), { field: '*', op: 'contains', value: 'x' })).items).toHaveLength(1);
  });

  it('let a masked field be shown masked and be found by its full value only', async () => {
    const ctx = crm.as(ann);
    expect((await crm.reader.get(ctx, 'customers', mine))['mobile']).toBe('138****8000');
    expect((await list(ctx, { field: 'mobile', op: 'eq', value: '13812348000' })).items).toHaveLength(1);
    for (const condition of [
      { field: 'mobile', op: 'startsWith', value: '138' },
      { field: 'mobile', op: 'contains', value: '1' },
      { field: 'mobile', op: 'in', value: ['13812348000'] },
      { field: 'mobile', op: 'isNotEmpty' },
      { field: 'parent.mobile', op: 'ne', value: '13812348000' },
    ] as const) {
      await expect(list(ctx, condition)).rejects.toMatchObject({ status: 422, issues: [{ code: 'notAllowed' }] });
    }
    await expect(crm.reader.list(ctx, 'customers', { sort: [{ field: 'mobile' }] })).rejects.toMatchObject({
      status: 422,
    });
    await expect(
      aggregator.aggregate(ctx, 'customers', { groupBy: [{ field: 'mobile' }], measures: [] }),
    ).rejects.toMatchObject({ status: 422 });
    expect((await list(ctx, { field: '*', op: 'contains', value: '8000' })).items).toEqual([]);
  });

  it('make what a reference names count as empty where it is not seen', async () => {
    const ask = async (user: OrganisationUser, filter: FilterNode) =>
      (await list(crm.as(user), { and: [{ field: 'id', op: 'eq', value: mine }, filter] })).items.length === 1;
    expect(await ask(ann, { field: 'parent.level', op: 'eq', value: 'A' })).toBe(false);
    expect(await ask(ann, { field: 'parent.level', op: 'isEmpty' })).toBe(true);
    expect(await ask(ann, { field: 'parent.level', op: 'ne', value: 'A' })).toBe(true);
    expect(await ask(ann, { not: { field: 'parent.level', op: 'eq', value: 'A' } })).toBe(true);
    expect(await ask(admin, { field: 'parent.level', op: 'eq', value: 'A' })).toBe(true);
    expect(await ask(admin, { field: 'parent.level', op: 'isEmpty' })).toBe(false);
    expect(await ask(admin, { field: 'parent.level', op: 'ne', value: 'A' })).toBe(false);

    const seen = await crm.reader.list(crm.as(ann), 'customers', { fields: ['parent', 'parent.name', 'parent.level'] });
    expect(seen.items[0]).toMatchObject({
      parent: theirs,
      'parent.name': null,
      'parent.level': null,
      _display: { parent: null },
    });
    const all = await crm.reader.list(crm.as(admin), 'customers', {
      fields: ['parent', 'parent.name'],
      filter: { field: 'id', op: 'eq', value: mine },
    });
    expect(all.items[0]).toMatchObject({ 'parent.name': '波的客户', _display: { parent: '波的客户' } });
  });

  it('count what the caller may see only', async () => {
    const contact = await crm.record('contacts', { name: '丽', customer: mine, ownerId: bob.id });
    expect(contact).toBeDefined();
    const related = new RelatedCounts(
      { database: crm.db.database, models: crm.models, actors: crm.actors, cursors: crm.cursors },
      crm.reader,
    );
    expect((await related.of(crm.as(ann), 'customers', mine)).find(({ module }) => module === 'contacts')?.count).toBe(
      1,
    );
    await expect(related.of(crm.as(bob), 'customers', mine)).rejects.toMatchObject({ status: 404 });
    const groups = await aggregator.aggregate(crm.as(ann), 'customers', {
      groupBy: [{ field: 'ownerId' }],
      measures: [],
    });
    expect(groups.rows).toEqual([{ keys: [ann.id], values: { count: 1 }, texts: ['安'] }]);
  });

  it('end at the team member’s last day, and never reach a module without the right', async () => {
    const guest = crm.person('客', { roles: [aRole('业务员', 'own')] });
    await crm.teamMember(theirs, guest, { expiresAt: '2020-01-01T00:00:00Z' });
    await crm.teamMember(mine, guest, { expiresAt: '2099-01-01T00:00:00Z' });
    expect((await crm.reader.list(crm.as(guest, 2), 'customers')).items).toMatchObject([{ id: mine, _why: 'team' }]);
    const nobody = crm.person('无', { roles: [] });
    await expect(crm.reader.list(crm.as(nobody, 3), 'customers')).rejects.toMatchObject({ status: 403 });
    await expect(crm.reader.get(crm.as(nobody, 3), 'customers', mine)).rejects.toMatchObject({ status: 404 });
  });

  it('show a pooled record through its pool alone, with its visible fields', async () => {
    const poolId = newId();
    const pooled = await crm.record('customers', {
      name: '公海客户',
      kind: 'company',
      level: 'C',
      rating: 2,
      poolId,
      createdBy: ann.id,
    });
    crm.pools.set(ann.id, [{ poolId, module: 'customers', admin: false, visibleFields: ['name', 'rating'] }]);
    const ctx = crm.as(ann);
    expect((await crm.reader.list(ctx, 'customers')).items.map(({ id }) => id)).not.toContain(pooled);
    const [item] = (await crm.reader.list(ctx, 'customers', { pool: 'any' })).items;
    expect(item).toMatchObject({ id: pooled, name: '公海客户', rating: 2, _why: 'pool' });
    expect(item).not.toHaveProperty('level');
    expect(await crm.reader.get(ctx, 'customers', pooled)).not.toHaveProperty('level');
    await expect(
      crm.reader.list(ctx, 'customers', { pool: poolId, filter: { field: 'level', op: 'eq', value: 'C' } }),
    ).rejects.toMatchObject({ status: 422 });
    await expect(crm.reader.list(crm.as(bob), 'customers', { pool: poolId })).rejects.toMatchObject({
      status: 422,
      issues: [{ path: 'pool', code: 'notFound' }],
    });
    await expect(crm.reader.get(crm.as(bob), 'customers', pooled)).rejects.toMatchObject({ status: 404 });
    expect(await crm.reader.get(crm.as(admin), 'customers', pooled)).toMatchObject({ level: 'C' });
  });
});
