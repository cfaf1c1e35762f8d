import { beforeAll, describe, expect, it } from 'vitest';
import type { OrganisationUser } from '@ruyi/engine/access';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import type { AggregateRequest } from './record-aggregator.js';
import { RecordAggregator } from './record-aggregator.js';
import { ReadFixture, aRole } from './read-fixture.js';

const yuan = (amount: string) => ({ amount, currency: 'CNY' });

describe('groups and measures', () => {
  let crm: ReadFixture;
  let ann: OrganisationUser;
  let admin: OrganisationUser;
  let aggregator: RecordAggregator;

  const rows = async (user: OrganisationUser, request: Partial<AggregateRequest>) =>
    (await aggregator.aggregate(crm.as(user), 'customers', { groupBy: [], measures: [], ...request })).rows.map(
      ({ keys, values }) => [...keys, ...Object.values(values)],
    );

  beforeAll(async () => {
    crm = new ReadFixture(await testDatabase(), shippedModules);
    crm.fields.push(
      {
        module: 'customers',
        key: 'c_amount',
        type: 'money',
        settings: { label: { zh: '额' }, indexed: true },
        slot: 'n1',
        indexState: 'ready',
        retired: false,
      },
      {
        module: 'customers',
        key: 'c_day',
        type: 'date',
        settings: { label: { zh: '日' }, indexed: true },
        slot: 'd1',
        indexState: 'ready',
        retired: false,
      },
      { module: 'customers', key: 'c_tags', type: 'tags', settings: { label: { zh: '标签' } }, retired: false },
    );
    ann = crm.person('安', { roles: [aRole('业务员', 'own')] });
    admin = crm.person('管', { roles: [aRole('管理员', 'all')] });
    aggregator = new RecordAggregator({
      database: crm.db.database,
      models: crm.models,
      actors: crm.actors,
      cursors: crm.cursors,
    });
    const customer = (values: Record<string, unknown>) =>
      crm.record('customers', { kind: 'company', ownerId: ann.id, ...values });
    // 16:00 in London is the next day in Shanghai.
    await customer({
      level: 'B',
      rating: 1,
      creditLimit: yuan('10.50'),
      c_amount: yuan('1.00'),
      c_day: '2026-01-31',
      c_tags: ['x', 'y'],
      createdAt: '2026-01-31T16:00:00Z',
    });
    await customer({
      level: 'A',
      rating: 2,
      creditLimit: yuan('0.01'),
      c_amount: yuan('2.01'),
      c_day: '2026-02-01',
      c_tags: ['x'],
      createdAt: '2026-01-31T15:59:59Z',
    });
    await customer({
      level: 'B',
      creditLimit: { amount: '99.00', currency: 'USD' },
      createdAt: '2026-02-10T00:00:00Z',
    });
    await customer({ level: null, rating: 3, ownerId: admin.id, createdAt: '2025-12-31T16:00:00Z' });
  });

  it('count by option, in the options’ order, as the caller may see', async () => {
    expect(await rows(admin, { groupBy: [{ field: 'level' }] })).toEqual([
      ['A', 1],
      ['B', 2],
      [null, 1],
    ]);
    expect(await rows(ann, { groupBy: [{ field: 'level' }], filter: { field: 'rating', op: 'isNotEmpty' } })).toEqual([
      ['A', 1],
      ['B', 1],
    ]);
  });

  it('cut time in the tenant’s zone', async () => {
    expect(await rows(admin, { groupBy: [{ field: 'createdAt', by: 'month' }] })).toEqual([
      ['2026-01-01', 2],
      ['2026-02-01', 2],
    ]);
    expect(await rows(admin, { groupBy: [{ field: 'createdAt', by: 'year' }] })).toEqual([['2026-01-01', 4]]);
    expect(await rows(admin, { groupBy: [{ field: 'c_day', by: 'month' }] })).toEqual([
      ['2026-01-01', 1],
      ['2026-02-01', 1],
      [null, 2],
    ]);
    expect(await rows(admin, { groupBy: [{ field: 'c_day' }], filter: { field: 'c_day', op: 'isNotEmpty' } })).toEqual([
      ['2026-01-31', 1],
      ['2026-02-01', 1],
    ]);
  });

  it('measure numbers, money in the base currency, and times', async () => {
    const measured = await aggregator.aggregate(crm.as(admin), 'customers', {
      groupBy: [],
      measures: [
        { as: 'all', fn: 'count' },
        { as: 'rated', fn: 'count', field: 'rating' },
        { as: 'best', fn: 'max', field: 'rating' },
        { as: 'mean', fn: 'avg', field: 'rating' },
        { as: 'credit', fn: 'sum', field: 'creditLimit' },
        { as: 'amount', fn: 'sum', field: 'c_amount' },
        { as: 'usual', fn: 'avg', field: 'c_amount' },
        { as: 'first', fn: 'min', field: 'createdAt' },
        { as: 'day', fn: 'max', field: 'c_day' },
      ],
    });
    expect(measured).toEqual({
      truncated: false,
      rows: [
        {
          keys: [],
          texts: [],
          values: {
            all: 4,
            rated: 3,
            best: 3,
            mean: 2,
            credit: yuan('10.51'),
            amount: yuan('3.01'),
            usual: yuan('1.51'),
            first: '2025-12-31T16:00:00.000Z',
            day: '2026-02-01',
          },
        },
      ],
    });
    expect(
      await rows(admin, {
        measures: [{ as: 's', fn: 'sum', field: 'creditLimit' }],
        filter: { field: 'level', op: 'eq', value: 'C' },
      }),
    ).toEqual([[yuan('0.00')]]);
  });

  it('take a list item by item, and name what keys refer to', async () => {
    expect((await rows(admin, { groupBy: [{ field: 'c_tags' }] })).toSorted()).toEqual(
      [
        [null, 2],
        ['x', 2],
        ['y', 1],
      ].toSorted(),
    );
    const { rows: named } = await aggregator.aggregate(crm.as(admin), 'customers', {
      groupBy: [{ field: 'ownerId' }, { field: 'level' }],
      measures: [],
    });
    expect(named.map(({ texts }) => texts[0])).toEqual(expect.arrayContaining(['安', '管']));
  });

  it('refuse what cannot be grouped or measured, each by its path', async () => {
    const wrong = (request: Partial<AggregateRequest>, path: string) =>
      expect(
        aggregator.aggregate(crm.as(admin), 'customers', { groupBy: [], measures: [], ...request }),
      ).rejects.toMatchObject({ status: 422, issues: [{ path }] });
    await wrong({ groupBy: [{ field: 'remark' }] }, 'groupBy.0.field');
    await wrong({ groupBy: [{ field: 'level', by: 'day' }] }, 'groupBy.0.by');
    await wrong({ groupBy: [{ field: 'daysToReclaim' }] }, 'groupBy.0.field');
    await wrong({ measures: [{ as: 'x', fn: 'sum', field: 'level' }] }, 'measures.0.fn');
    await wrong({ measures: [{ as: 'x', fn: 'sum' }] }, 'measures.0.field');
    await wrong({ measures: [{ as: 'x y', fn: 'count' }] }, 'measures.0.as');
    await wrong(
      {
        measures: [
          { as: 'x', fn: 'count' },
          { as: 'x', fn: 'count' },
        ],
      },
      'measures',
    );
  });
});
