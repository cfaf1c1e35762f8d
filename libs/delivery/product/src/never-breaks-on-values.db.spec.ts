import { beforeAll, describe, expect, it } from 'vitest';
import type { Field } from '@ruyi/contract/metadata';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

const NOWHERE = '01900000-0000-7000-8000-000000000000';

/** What no field, or hardly any, can take. */
const VALUES: readonly unknown[] = [
  null,
  '',
  ' ',
  'x'.repeat(10_000),
  '\0',
  '\ud800',
  '\u202egnp.exe',
  '👩‍👩‍👧‍👦',
  "'; drop table customers; --",
  '%_\\',
  0,
  -0,
  1e308,
  -1,
  9_007_199_254_740_993,
  0.1 + 0.2,
  true,
  [],
  {},
  [null],
  [[]],
  [NOWHERE],
  NOWHERE,
  Array.from({ length: 2000 }, (_, index) => `v${index}`),
  { amount: '1e5', currency: 'CNY' },
  { amount: '99999999999999999999.99', currency: 'CNY' },
  { amount: '1.001', currency: 'JPY' },
  { amount: 1, currency: 'XXX' },
  { amount: {}, currency: [] },
  '0000-01-01',
  '9999-12-31',
  '2026-02-30',
  '10000-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  { region: '999999', detail: 5 },
  { region: '110105', detail: 'x', geo: { lng: 1e9, lat: null } },
  { module: 'customers', id: NOWHERE },
  { module: '__proto__', id: 'x' },
  { from: '2026-01-02', to: '2026-01-01' },
  ['2026-01-01', '9999-12-31'],
  [1, 2, 3],
  'constructor',
];

const OPERATORS = [
  ...[
    'eq',
    'ne',
    'in',
    'notIn',
    'contains',
    'notContains',
    'startsWith',
    'isEmpty',
    'isNotEmpty',
    'gt',
    'gte',
    'lt',
    'lte',
    'between',
    'today',
    'thisWeek',
  ],
  ...[
    'lastDays',
    'nextDays',
    'olderThanDays',
    'me',
    'subordinates',
    'department',
    'hasAny',
    'hasAll',
    'hasNone',
    'nonsense',
    'constructor',
  ],
];

describe('any value in any field', () => {
  let world: ProductWorld;
  let admin: SignedIn;
  let customer: string;
  const fields = new Map<string, readonly Field[]>();

  beforeAll(async () => {
    world = await productWorld();
    admin = await world.company();
    for (const type of [
      'number',
      'percent',
      'date',
      'multiSelect',
      'user',
      'reference',
      'files',
      'telephone',
    ] as const) {
      const options = type === 'multiSelect' ? { options: [{ label: { zh: '甲' } }, { label: { zh: '乙' } }] } : {};
      const target = type === 'reference' ? { target: 'customers' } : {};
      const made = await world.call(admin.accessToken, 'POST', '/modules/customers/fields', {
        label: { zh: `自定义${type}` },
        type,
        ...options,
        ...target,
      });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
    }
    for (const module of ['customers', 'contacts', 'followUps']) {
      const answer = await world.call<{ fields: readonly Field[] }>(admin.accessToken, 'GET', `/modules/${module}`);
      fields.set(module, answer.body.fields);
    }
    const made = await world.call(admin.accessToken, 'POST', '/records/customers', { name: '晨光文具' });
    customer = String(made.body['id']);
  });

  const defects = async (calls: readonly (() => Promise<{ what: string; status: number }>)[]): Promise<string[]> => {
    const broken: string[] = [];
    const seen = new Set<number>();
    for (const call of calls) {
      const { what, status } = await call();
      seen.add(status < 300 ? 200 : status);
      if (status >= 500) broken.push(`${status} ${what}`);
    }
    // Both happen, or the values prove nothing.
    expect([...seen]).toEqual(expect.arrayContaining([200, 422]));
    return broken;
  };

  it.each(['customers', 'contacts', 'followUps'])(
    'is refused or taken by a new record of %s',
    async (module) => {
      let serial = 0;
      const calls = (fields.get(module) ?? []).flatMap((field) =>
        VALUES.map((value) => async () => {
          serial += 1;
          const whole: Record<string, object> = {
            customers: { name: `客户${serial}` },
            contacts: { name: '联系人', customer },
            followUps: { target: { module: 'customers', id: customer }, means: 'call', content: '谈过' },
          };
          const { status } = await world.call(admin.accessToken, 'POST', `/records/${module}`, {
            ...whole[module],
            [field.key]: value,
          });
          return { what: `${module}.${field.key} (${field.type}) = ${JSON.stringify(value)?.slice(0, 60)}`, status };
        }),
      );
      expect(await defects(calls)).toEqual([]);
      expect(world.logged).toEqual([]);
    },
    240_000,
  );

  it('is refused or found by a filter', async () => {
    const calls = (fields.get('customers') ?? []).flatMap((field) =>
      OPERATORS.flatMap((op) =>
        VALUES.filter((_, index) => (index + op.length + field.key.length) % 20 === 0).map((value) => async () => {
          const filter = { field: field.key, op, value };
          const { status } = await world.call(admin.accessToken, 'POST', '/records/customers/query', {
            filter,
            sort: field.key,
            limit: 5,
          });
          return { what: JSON.stringify(filter).slice(0, 120), status };
        }),
      ),
    );
    expect(await defects(calls)).toEqual([]);
    expect(world.logged).toEqual([]);
  }, 240_000);
});
