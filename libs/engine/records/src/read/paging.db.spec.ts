import { beforeAll, describe, expect, it } from 'vitest';
import type { SortKey } from '@ruyi/contract/metadata';
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

  const pages = async (ctx: Context, request: ListRequest): Promise<string[]> => {
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = await crm.reader.list(ctx, 'customers', {
        ...request,
        limit: 7,
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
      expect(await pages(ctx, { sort })).toEqual(whole);
      const third = await crm.reader.list(ctx, 'customers', { sort, limit: 7, page: 3 });
      expect(third.items.map(({ id }) => id)).toEqual(whole.slice(14, 21));
      const last = await crm.reader.list(ctx, 'customers', { sort, limit: 7, last: true });
      expect(last.items.map(({ id }) => id)).toEqual(whole.slice(-7));
      expect(last.nextCursor).toBeNull();
    }
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
