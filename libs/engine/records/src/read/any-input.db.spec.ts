import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '@ruyi/contract/errors';
import { CREATABLE_FIELD_KINDS, FILTER_OPERATORS } from '@ruyi/contract/metadata';
import type { FilterCondition } from '@ruyi/contract/metadata';
import { FIELD_TYPES, SLOTS } from '@ruyi/engine/field-types';
import { MEASURE_FUNCTIONS, resolveList } from '@ruyi/engine/query';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import { RecordAggregator } from './record-aggregator.js';
import { ReadFixture } from './read-fixture.js';
import { openReadSession } from './read-session.js';
import { rowsOfRequest } from './rows-of-request.js';

const ID = '00000000-0000-7000-8000-000000000000';
const ODD: readonly unknown[] = [
  ...[
    null,
    undefined,
    true,
    '',
    ' ',
    'x',
    'NaN',
    'Infinity',
    '1e999',
    '%',
    '_',
    "'",
    '\\',
    '\0',
    '\ud800',
    '😀',
    '\u202e',
    'x'.repeat(10_000),
    ID,
    'me',
  ],
  ...[
    0,
    -0,
    -1,
    1.5,
    2,
    32_768,
    2 ** 31,
    2 ** 53,
    2 ** 63,
    -(2 ** 63),
    1e300,
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ],
  ...[
    '0000-01-01',
    '0001-01-01',
    '1600-01-01',
    '2999-12-31',
    '9999-12-31',
    '10000-01-01',
    '2026-02-30',
    '2026-03-15T25:00:00Z',
    '2026-03-15T04:00:00Z',
    '1600-01-01T00:00:00+15:00',
  ],
  ...[
    {},
    [],
    [[]],
    [null],
    [0, 1],
    [1, 'x'],
    ['2026-01-01', '2026-02-01'],
    [ID],
    ['x', '\0'],
    { amount: '1.00', currency: 'CNY' },
    { amount: '9'.repeat(30), currency: 'CNY' },
    { amount: 1e21, currency: 'XXX' },
    { module: 'customers', id: ID },
    { toString: 1 },
  ],
  ...[
    [{ amount: '92233720368547758.08', currency: 'CNY' }],
    [
      { amount: '0.01', currency: 'CNY' },
      { amount: '1.00', currency: 'USD' },
    ],
    '92233720368547758.07',
    [1e300, 1e301],
    [true],
    Array.from({ length: 1_001 }, () => 'x'),
  ],
];

/** Whatever is asked of whichever field, the answer is records or a refusal that names what is wrong. */
describe('a reader', () => {
  let crm: ReadFixture;
  let aggregator: RecordAggregator;

  beforeAll(async () => {
    crm = new ReadFixture(await testDatabase(), shippedModules);
    const left = { text: [...SLOTS.text], number: [...SLOTS.number], time: [...SLOTS.time], uuid: [...SLOTS.uuid] };
    for (const [index, type] of CREATABLE_FIELD_KINDS.entries()) {
      const settings = { label: { zh: type }, options: [{ key: 'x', label: { zh: '甲' } }], target: 'customers' };
      crm.fields.push({ module: 'customers', key: `c_plain${index}`, type, settings, retired: false });
      const { index: kind } = FIELD_TYPES[type];
      const slot = kind === 'none' || kind === 'values' ? undefined : left[kind].pop();
      if (kind === 'none' || (kind !== 'values' && slot === undefined)) continue;
      crm.fields.push({
        module: 'customers',
        key: `c_index${index}`,
        type,
        settings: { ...settings, indexed: true },
        retired: false,
        indexState: 'ready',
        ...(slot && { slot }),
      });
    }
    aggregator = new RecordAggregator({
      database: crm.db.database,
      models: crm.models,
      actors: crm.actors,
      cursors: crm.cursors,
    });
    await crm.record('customers', {
      name: 'x',
      kind: 'company',
      rating: 1,
      creditDays: 1,
      creditLimit: { amount: '1.00', currency: 'CNY' },
    });
  });

  const SHIPPED = [
    'id',
    'version',
    'name',
    'level',
    'rating',
    'creditDays',
    'creditLimit',
    'locked',
    'ownerId',
    'poolId',
    'createdAt',
    'daysToReclaim',
    'doNotContact',
    'region',
    'address',
    'photos',
    'parent',
  ];
  const fields = (): string[] => [
    ...SHIPPED,
    ...crm.fields.map(({ key }) => key),
    '*',
    '_team',
    '_watched',
    'parent.name',
    'parent.creditLimit',
    'primaryContact.mobile',
    'nothing',
    '',
    '.',
    'a.b.c.d.e',
    '__proto__',
    'constructor',
  ];

  const refusedOrNull = async <T>(work: Promise<T>): Promise<T | null> => {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      return null;
    }
  };

  it('runs or refuses every operator with every operand on every field', async () => {
    const count = (filter: FilterCondition | { or: readonly FilterCondition[] }) =>
      refusedOrNull(crm.reader.count(crm.as(null), 'customers', { filter }));
    let ran = 0;
    for (const field of fields()) {
      const asked = FILTER_OPERATORS.flatMap((op) => ODD.map((value): FilterCondition => ({ field, op, value })));
      // Those that are accepted run together; together they must be accepted as well.
      const accepted: FilterCondition[] = [];
      for (const condition of asked) if (await isAccepted(condition)) accepted.push(condition);
      for (let from = 0; from < accepted.length; from += 100) {
        const batch = accepted.slice(from, from + 100);
        if ((await count({ or: batch })) === null) for (const one of batch) await count(one);
        ran += batch.length;
      }
    }
    expect(ran).toBeGreaterThan(2_000);
  }, 120_000);

  /** Resolving alone tells; only what it lets through meets the database. */
  const isAccepted = async (condition: FilterCondition): Promise<boolean> => {
    const session = await openReadSession(
      { database: crm.db.database, models: crm.models, actors: crm.actors, cursors: crm.cursors },
      crm.as(null),
    );
    try {
      resolveList(session.scope, rowsOfRequest(session.scope, 'customers', { filter: condition }));
      return true;
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      return false;
    }
  };

  it('sorts, groups and measures by every field, or says why not', async () => {
    for (const field of fields()) {
      for (const descending of [false, true])
        await refusedOrNull(
          crm.reader.list(crm.as(null), 'customers', {
            sort: [{ field, descending }, { field: 'createdAt' }],
            last: descending,
          }),
        );
      await refusedOrNull(
        aggregator.aggregate(crm.as(null), 'customers', {
          groupBy: [{ field }],
          measures: MEASURE_FUNCTIONS.map((fn) => ({ as: fn, fn, field })),
        }),
      );
      await refusedOrNull(
        aggregator.aggregate(crm.as(null), 'customers', {
          groupBy: [{ field }, { field, by: 'quarter' }],
          measures: [],
        }),
      );
      await refusedOrNull(aggregator.aggregate(crm.as(null), 'customers', { groupBy: [{ field }], measures: [] }));
      for (const fn of MEASURE_FUNCTIONS)
        await refusedOrNull(
          aggregator.aggregate(crm.as(null), 'customers', { groupBy: [], measures: [{ as: 'x', fn, field }] }),
        );
      await refusedOrNull(crm.reader.list(crm.as(null), 'customers', { fields: [field] }));
    }
  }, 120_000);

  it('takes any text to search for, any view, pool, page and cursor', async () => {
    for (const odd of ODD.filter((value) => typeof value === 'string')) {
      await refusedOrNull(crm.reader.list(crm.as(null), 'customers', { search: odd }));
      await refusedOrNull(crm.reader.list(crm.as(null), 'customers', { view: odd, subordinate: odd }));
      await refusedOrNull(crm.reader.list(crm.as(null), 'customers', { pool: odd }));
      await refusedOrNull(crm.reader.list(crm.as(null), 'customers', { after: odd }));
      await expect(crm.reader.get(crm.as(null), 'customers', odd)).rejects.toMatchObject({ status: 404 });
    }
    for (const odd of ODD.filter((value) => typeof value === 'number')) {
      await refusedOrNull(crm.reader.list(crm.as(null), 'customers', { page: odd }));
      await refusedOrNull(crm.reader.list(crm.as(null), 'customers', { limit: odd }));
    }
  });
});
