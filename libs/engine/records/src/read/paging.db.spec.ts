import { beforeAll, describe, expect, it } from 'vitest';
import type { FilterNode, SortKey } from '@ruyi/contract/metadata';
import type { OrganisationUser } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import { ReadFixture, aRole } from './read-fixture.js';
import type { ListRequest } from './list-request.js';

const LEVELS = ['A', 'B', 'C', 'D', null];

describe('a list', () => {
  let crm: ReadFixture;
  let ann: OrganisationUser;
  let admin: OrganisationUser;

  const values = async (ctx: Context, request: ListRequest, field: string): Promise<unknown[]> =>
    (await crm.reader.list(ctx, 'customers', { limit: 200, ...request })).items.map((item) => item[field]);

  const pagesOf = async (
    fixture: ReadFixture,
    user: OrganisationUser,
    module: string,
    request: ListRequest,
  ): Promise<string[]> => {
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = await fixture.reader.list(fixture.as(user), module, {
        ...request,
        ...(after !== undefined && { after }),
      });
      ids.push(...page.items.map(({ id }) => id));
      after = page.nextCursor ?? undefined;
    } while (after !== undefined);
    return ids;
  };

  beforeAll(async () => {
    crm = new ReadFixture(await testDatabase(), shippedModules);
    crm.fields.push({
      module: 'customers',
      key: 'c_number',
      type: 'number',
      settings: { label: { zh: '数' }, indexed: true },
      slot: 'n1',
      indexState: 'ready',
      retired: false,
    });
    ann = crm.person('安', { roles: [aRole('业务员', 'own')] });
    admin = crm.person('管', { roles: [aRole('管理员', 'all')] });
    const made: string[] = [];
    for (let index = 0; index < 60; index += 1) {
      const mine = index % 2 === 0;
      const id = await crm.record('customers', {
        name: ['张三', '李四', '王五', '阿里', 'Zeta', null][index % 6],
        kind: 'company',
        ownerId: mine ? ann.id : admin.id,
        createdBy: admin.id,
        level: LEVELS[index % 5],
        parent: index % 7 === 0 ? null : (made[index % 9] ?? null),
        rating: [1, 2, 3, null][index % 4],
        c_number: index % 3 === 0 ? null : index % 10,
        nextContactAt: index % 4 === 0 ? null : `2026-01-${String(10 + (index % 7))}T00:00:00Z`,
        createdAt: `2026-01-01T00:00:${String(index % 20).padStart(2, '0')}Z`,
      });
      made.push(id);
      // Some of mine, some of another's: the branches of own and team overlap.
      if (index % 3 === 0) await crm.teamMember(id, ann);
    }
  });

  const SORTS: readonly (readonly SortKey[])[] = [
    [],
    [{ field: 'createdAt', descending: true }],
    [{ field: 'c_number' }],
    [{ field: 'c_number', descending: true }],
    [{ field: 'level' }],
    [{ field: 'level', descending: true }, { field: 'c_number' }],
    [{ field: 'name' }, { field: 'rating', descending: true }],
    [{ field: 'ownerId' }, { field: 'nextContactAt' }],
    [{ field: 'rating' }, { field: 'level', descending: true }],
    [{ field: 'id' }],
    [{ field: 'locked' }],
    [{ field: 'parent.level' }],
    [{ field: 'parent.level', descending: true }, { field: 'c_number' }],
  ];

  it('sorted by an option behind a reference has the options in their order, and at the end those whose record is not seen', async () => {
    const levels = async (user: OrganisationUser) => {
      const request = { fields: ['parent.level'], sort: [{ field: 'parent.level' }], limit: 200 };
      const { items } = await crm.reader.list(crm.as(user), 'customers', request);
      return new Map(items.map((item) => [item.id, item['parent.level'] as string | null]));
    };
    const [seen, all] = [await levels(ann), await levels(admin)];
    for (const each of [seen, all]) {
      const order = [...each.values()].map((level) => LEVELS.indexOf(level));
      expect(order).toEqual(order.toSorted());
      expect(new Set(order).size).toBe(LEVELS.length);
    }
    expect([...seen].some(([id, level]) => level === null && all.get(id) !== null)).toBe(true);
  });

  it.each(
    SORTS.map((sort) => ({
      sort,
      said: sort.map(({ field, descending }) => `${descending ? '-' : ''}${field}`).join() || 'nothing',
    })),
  )('sorted by $said has every row once, in the same order by cursor, by page and from the end', async ({ sort }) => {
    for (const user of [ann, admin]) {
      const ctx = crm.as(user);
      const whole = (await crm.reader.list(ctx, 'customers', { sort, limit: 200 })).items.map(({ id }) => id);
      expect(whole).toHaveLength(user === ann ? 40 : 60);
      expect(new Set(whole).size).toBe(whole.length);
      expect(await pagesOf(crm, user, 'customers', { sort, limit: 7 })).toEqual(whole);
      const third = await crm.reader.list(ctx, 'customers', { sort, limit: 7, page: 3 });
      expect(third.items.map(({ id }) => id)).toEqual(whole.slice(14, 21));
      const last = await crm.reader.list(ctx, 'customers', { sort, limit: 7, last: true });
      expect(last.items.map(({ id }) => id)).toEqual(whole.slice(-7));
      expect(last.nextCursor).toBeNull();
    }
  });

  describe('of a department under several filters', () => {
    const FILTER: FilterNode = {
      and: [
        { field: 'level', op: 'in', value: ['A', 'B'] },
        { field: 'rating', op: 'ne', value: 2 },
      ],
    };
    let company: ReadFixture;
    let lead: OrganisationUser;
    let everything: OrganisationUser;

    beforeAll(async () => {
      company = new ReadFixture(crm.db, shippedModules);
      company.fields.push(...crm.fields);
      everything = company.person('管', { roles: [aRole('管理员', 'all')] });
      lead = company.person('组长', { roles: [aRole('经理', 'subordinates')] });
      const sellers = Array.from({ length: 30 }, (_, index) =>
        company.person(`业务${index}`, index < 12 ? { superior: lead } : {}),
      );
      for (let index = 0; index < 90; index += 1) {
        const id = await company.record('customers', {
          name: `客户${index}`,
          kind: 'company',
          ownerId: (sellers[index % 30] ?? lead).id,
          createdBy: everything.id,
          level: LEVELS[index % 5],
          rating: [1, 2, 3, null][index % 4],
          c_number: index % 3 === 0 ? null : index % 10,
        });
        if (index % 20 === 1) await company.teamMember(id, lead);
        await company.record('contacts', {
          name: `联系人${index}`,
          customer: id,
          ownerId: (sellers[(index + 7) % 30] ?? lead).id,
          createdBy: everything.id,
        });
      }
    }, 120_000);

    it.each<{ readonly said: string; readonly request: ListRequest }>([
      { said: 'their number', request: { filter: FILTER, sort: [{ field: 'c_number' }] } },
      { said: 'their number, downwards', request: { filter: FILTER, sort: [{ field: 'c_number', descending: true }] } },
      { said: 'their level', request: { filter: FILTER, sort: [{ field: 'level' }] } },
      { said: 'nothing', request: { filter: FILTER } },
    ])('is that of everything, less what the lead does not see, sorted by $said', async ({ request }) => {
      const all = await pagesOf(company, everything, 'customers', { ...request, limit: 200 });
      const seen = new Set(await pagesOf(company, lead, 'customers', { view: 'all', limit: 200 }));
      const expected = all.filter((id) => seen.has(id));
      expect(expected.length).toBeGreaterThan(8);
      expect(expected.length).toBeLessThan(all.length);
      // The first pages are found by walking; the last one is not full, and is asked for as a whole.
      for (const limit of [1, 4, 200])
        expect(await pagesOf(company, lead, 'customers', { ...request, limit })).toEqual(expected);
    });

    it('has the same order page by page as at once, sorted by a field of the record behind a reference', async () => {
      const request = { fields: ['customer.level'], sort: [{ field: 'customer.level' }] };
      const { items } = await company.reader.list(company.as(lead), 'contacts', { ...request, limit: 200 });
      const order = items.map((item) => LEVELS.indexOf(item['customer.level'] as string | null));
      expect(order).toEqual(order.toSorted());
      expect(new Set(order).size).toBe(LEVELS.length);
      for (const limit of [1, 4])
        expect(await pagesOf(company, lead, 'contacts', { ...request, limit })).toEqual(items.map(({ id }) => id));
    });
  });

  it('puts empty values last both ways, options in their order, names by pinyin', async () => {
    const ctx = crm.as(ann);
    const up = await values(ctx, { sort: [{ field: 'c_number' }] }, 'c_number');
    const filled = up.filter((value) => value !== null);
    expect(up).toEqual([...filled, ...up.filter((value) => value === null)]);
    expect(filled).toEqual(filled.toSorted((a, b) => Number(a) - Number(b)));
    const down = await values(ctx, { sort: [{ field: 'c_number', descending: true }] }, 'c_number');
    expect(down).toEqual([...filled.toReversed(), ...up.filter((value) => value === null)]);
    const levels = await values(ctx, { sort: [{ field: 'level', descending: true }] }, 'level');
    expect([...new Set(levels)]).toEqual(['D', 'C', 'B', 'A', null]);
    const names = await values(crm.as(admin), { sort: [{ field: 'name' }] }, 'name');
    expect([...new Set(names)]).toEqual(['阿里', '李四', '王五', 'Zeta', '张三', null]);
  });

  it('refuses a cursor of another list, and one that was changed', async () => {
    const { nextCursor } = await crm.reader.list(crm.as(admin), 'customers', { limit: 5, sort: [{ field: 'level' }] });
    const after = nextCursor ?? '';
    const asking = (user: OrganisationUser, request: ListRequest) =>
      crm.reader.list(crm.as(user), 'customers', { limit: 5, after, ...request });
    await expect(asking(admin, { sort: [{ field: 'level' }] })).resolves.toBeDefined();
    for (const [user, request] of [
      [admin, { sort: [{ field: 'rating' }] }],
      [admin, { sort: [{ field: 'level' }], filter: { field: 'rating', op: 'eq', value: 1 } }],
      [admin, { sort: [{ field: 'level' }], view: 'mine' }],
      [ann, { sort: [{ field: 'level' }] }],
      [admin, { sort: [{ field: 'level' }], after: `${after.slice(0, -2)}AA` }],
      [admin, { sort: [{ field: 'level' }], after: 'x' }],
    ] as const satisfies readonly (readonly [OrganisationUser, ListRequest])[]) {
      await expect(asking(user, request)).rejects.toMatchObject({ status: 400, code: 'malformed' });
    }
  });

  it('says how many, capped or exactly, and refuses pages beyond the limit', async () => {
    const ctx = crm.as(ann);
    expect(await crm.reader.count(ctx, 'customers', {}, 10)).toEqual({ value: 10, exact: false });
    expect(await crm.reader.count(ctx, 'customers', {}, null)).toEqual({ value: 40, exact: true });
    await expect(crm.reader.list(ctx, 'customers', { limit: 200, page: 51 })).rejects.toMatchObject({
      status: 422,
      code: 'limitReached',
    });
    await expect(crm.reader.list(ctx, 'customers', { limit: 201 })).rejects.toMatchObject({
      status: 422,
      code: 'outOfRange',
    });
  });

  it('streams everything that matches, batch by batch', async () => {
    const ids: string[] = [];
    for await (const batch of crm.reader.iterate(
      crm.as(ann),
      'customers',
      { sort: [{ field: 'level' }], fields: ['name'] },
      9,
    ))
      ids.push(...batch.map(({ id }) => id));
    expect(ids).toHaveLength(40);
    expect(new Set(ids).size).toBe(40);
  });
});
