import { DateTime } from 'luxon';
import { expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { Company } from '../operations/company.js';

const company = await Company.signUp(new ApiClient(inject('serverUrl')));
const api = company.admin;
/** The company's zone is Shanghai's. */
const now = DateTime.now().setZone('Asia/Shanghai');
const noon = now.startOf('day').plus({ hours: 12 });
const at = (days: number): string => noon.plus({ days }).toISO() ?? '';
const tags = String((await company.make('/modules/customers/fields', { label: { zh: '标签' }, type: 'tags' }))['key']);

/** Each record is a letter. */
const RECORDS: Readonly<Record<string, object>> = {
  a: { wechat: 'Abc_1%', level: 'A', creditDays: 10, nextContactAt: at(0), [tags]: ['红', '绿'] },
  b: { wechat: 'abcd', level: 'B', creditDays: 20, nextContactAt: at(1), [tags]: ['红'] },
  c: { level: 'C', creditDays: 30, nextContactAt: at(-1), rating: 3 },
  d: { wechat: 'xyz', level: 'A', nextContactAt: at(-7), creditLimit: { amount: '10.10', currency: 'CNY' } },
  e: { wechat: 'Abcx1y', level: 'B', creditLimit: { amount: '10.2', currency: 'CNY' }, [tags]: ['蓝'] },
};
for (const [name, values] of Object.entries(RECORDS))
  await company.make('/records/customers', { ...(await company.shippedValues('customers')), name, ...values });

it.each<[string, string, string, unknown, string]>([
  ['eq', 'wechat', 'eq', 'abcd', 'b'],
  ['ne includes empty ones', 'wechat', 'ne', 'abcd', 'acde'],
  ['in', 'wechat', 'in', ['abcd', 'xyz'], 'bd'],
  ['notIn includes empty ones', 'wechat', 'notIn', ['abcd', 'xyz'], 'ace'],
  ['contains ignores case', 'wechat', 'contains', 'ABC', 'abe'],
  ['contains takes % and _ for themselves', 'wechat', 'contains', 'c_1', 'a'],
  ['contains takes % for itself', 'wechat', 'contains', '%', 'a'],
  ['notContains includes empty ones', 'wechat', 'notContains', 'abc', 'cd'],
  ['startsWith', 'wechat', 'startsWith', 'Abc', 'ae'],
  ['isEmpty', 'wechat', 'isEmpty', undefined, 'c'],
  ['isNotEmpty', 'wechat', 'isNotEmpty', undefined, 'abde'],
  ['a number eq', 'creditDays', 'eq', 20, 'b'],
  ['a number ne includes empty ones', 'creditDays', 'ne', 20, 'acde'],
  ['gt', 'creditDays', 'gt', 10, 'bc'],
  ['gte', 'creditDays', 'gte', 10, 'abc'],
  ['lt', 'creditDays', 'lt', 20, 'a'],
  ['lte', 'creditDays', 'lte', 20, 'ab'],
  ['between is inclusive', 'creditDays', 'between', [10, 20], 'ab'],
  ['money is exact', 'creditLimit', 'gt', '10.1', 'e'],
  ['money as an object', 'creditLimit', 'eq', { amount: '10.10', currency: 'CNY' }, 'd'],
  ['money as a number', 'creditLimit', 'lte', 10.2, 'de'],
  ['a rating', 'rating', 'gte', 3, 'c'],
  ['a select eq', 'level', 'eq', 'A', 'ad'],
  ['a select in', 'level', 'in', ['A', 'C'], 'acd'],
  ['a select notIn', 'level', 'notIn', ['A'], 'bce'],
  ['a dateTime eq a date means that day', 'nextContactAt', 'eq', noon.toISODate(), 'a'],
  ['today', 'nextContactAt', 'today', undefined, 'a'],
  ['yesterday', 'nextContactAt', 'yesterday', undefined, 'c'],
  ['tomorrow', 'nextContactAt', 'tomorrow', undefined, 'b'],
  ['lastDays has today in it', 'nextContactAt', 'lastDays', 1, 'ac'],
  ['lastDays is n whole days', 'nextContactAt', 'lastDays', 7, 'acd'],
  ['nextDays', 'nextContactAt', 'nextDays', 1, 'ab'],
  ['olderThanDays', 'nextContactAt', 'olderThanDays', 6, 'd'],
  [
    'a dateTime between dates',
    'nextContactAt',
    'between',
    [noon.minus({ days: 1 }).toISODate(), noon.toISODate()],
    'ac',
  ],
  ['thisYear of what was made now', 'createdAt', 'thisYear', undefined, 'abcde'],
  ['lastMonth', 'createdAt', 'lastMonth', undefined, ''],
  ['thisWeek', 'createdAt', 'thisWeek', undefined, 'abcde'],
  ['nextWeek', 'createdAt', 'nextWeek', undefined, ''],
  ['thisQuarter', 'createdAt', 'thisQuarter', undefined, 'abcde'],
  ['me', 'ownerId', 'me', undefined, 'abcde'],
  ['subordinates', 'ownerId', 'subordinates', undefined, ''],
  ['department', 'ownerId', 'department', undefined, 'abcde'],
  ['a user eq', 'ownerId', 'eq', company.adminId, 'abcde'],
  ['a user isEmpty', 'ownerId', 'isEmpty', undefined, ''],
  ['hasAny', tags, 'hasAny', ['绿', '蓝'], 'ae'],
  ['hasAll', tags, 'hasAll', ['红', '绿'], 'a'],
  ['hasNone includes empty ones', tags, 'hasNone', ['红'], 'cde'],
  ['tags isEmpty', tags, 'isEmpty', undefined, 'cd'],
  ['a reference isEmpty', 'parent', 'isEmpty', undefined, 'abcde'],
])('%s', async (_, field, op, value, expected) => {
  const filter = { and: [{ field, op, ...(value === undefined ? {} : { value }) }] };
  const answer = await api.call<{ items: { name: string }[] }>('POST', '/records/customers/query', {
    filter,
    sort: 'name',
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expect(answer.body.items.map(({ name }) => name).join('')).toBe(expected);
  const exact = await api.call('POST', '/records/customers/query', { filter, total: 'exact', limit: 1 });
  expect(exact.body['total']).toEqual({ value: expected.length, exact: true });
});

it.each<[string, unknown, string]>([
  [
    'or',
    {
      or: [
        { field: 'level', op: 'eq', value: 'C' },
        { field: 'creditDays', op: 'eq', value: 10 },
      ],
    },
    'ac',
  ],
  ['not', { not: { field: 'level', op: 'in', value: ['A', 'B'] } }, 'c'],
  ['a single condition', { field: 'level', op: 'eq', value: 'C' }, 'c'],
  [
    'nested',
    {
      and: [
        {
          or: [
            { field: 'level', op: 'eq', value: 'A' },
            { field: 'level', op: 'eq', value: 'B' },
          ],
        },
        { not: { field: 'wechat', op: 'contains', value: 'abc' } },
      ],
    },
    'd',
  ],
])('%s joins conditions', async (_, filter, expected) => {
  const answer = await api.call<{ items: { name: string }[] }>(
    'GET',
    `/records/customers?sort=name&filter=${encodeURIComponent(JSON.stringify(filter))}`,
  );
  expect(answer.body.items.map(({ name }) => name).join(''), JSON.stringify(answer.body).slice(0, 300)).toBe(expected);
});

it('sorts with the empty ones last in both directions, and goes on by the cursor', async () => {
  for (const [sort, expected] of [
    ['creditDays', 'abc'],
    ['-creditDays', 'cba'],
  ] as const) {
    let names = '';
    for (let after: string | null = ''; after !== null;) {
      const page: { body: { items: { name: string }[]; nextCursor: string | null } } = await api.call(
        'GET',
        `/records/customers?sort=${sort}&limit=2${after ? `&after=${after}` : ''}`,
      );
      names += page.body.items.map(({ name }) => name).join('');
      after = page.body.nextCursor;
    }
    expect(names).toMatch(new RegExp(`^${expected}[de]{2}$`));
  }
  const two = await api.call<{ items: { name: string }[] }>('GET', '/records/customers?sort=level,-name');
  expect(two.body.items.map(({ name }) => name).join('')).toBe('daebc');
});
