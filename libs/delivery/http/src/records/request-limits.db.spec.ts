import { describe, expect, it } from 'vitest';
import type { FilterNode } from '@ruyi/contract/metadata';
import { FILTER_LIMITS, SORT_KEYS } from '@ruyi/contract/query';
import { AGGREGATE_LIMITS, LIST_LIMITS } from '@ruyi/engine/query';
import { recordsTestApp } from './testing/records-test-app.js';

const { call, company, db, logged } = await recordsTestApp();
const { accessToken: token, tenant, user } = await company('甲公司');

const NAMED: FilterNode = { field: 'name', op: 'contains', value: '茶' };
/** `depth` groups, one in the other, around one condition. */
const nested = (depth: number): FilterNode => (depth === 1 ? { and: [NAMED] } : { and: [nested(depth - 1)] });
const wide = (conditions: number): FilterNode => ({ or: Array.from({ length: conditions }, () => NAMED) });
const long = (values: number): FilterNode => ({
  field: 'name',
  op: 'in',
  value: Array.from({ length: values }, (_, index) => `客户${index}`),
});
const spread = (values: number): FilterNode => ({
  or: [long(values - 1), { field: 'name', op: 'in', value: ['客户'] }],
});

/** The doors through which a filter comes. */
const DOORS = [
  { door: 'a list', path: '/records/customers/query', body: (filter: FilterNode) => ({ filter }) },
  {
    door: 'an aggregate',
    path: '/records/customers/aggregate',
    body: (filter: FilterNode) => ({ filter, measures: [] }),
  },
  {
    door: 'a bulk edit',
    path: '/records/customers/actions/edit',
    body: (filter: FilterNode) => ({ filter, params: { level: 'A' } }),
  },
];

interface Refusal {
  readonly errors: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

/** 422 that names the place and the limit. */
async function expectRefused(path: string, body: unknown, place: string | RegExp, max: number): Promise<void> {
  const answer = await call('POST', path, { token, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(422);
  const error = (answer.body as Refusal).errors.find((each) => each.path.search(place) >= 0);
  expect(error?.message.replaceAll(',', ''), JSON.stringify(answer.body)).toContain(String(max));
}

describe('a request that would cost too much is refused where it does', () => {
  it.each(DOORS)('a filter of $door: its depth, its width, and its values', async ({ path, body }) => {
    const { depth, conditions, values } = FILTER_LIMITS;
    await expectRefused(path, body(nested(depth + 1)), /^filter\.and\./, depth);
    await expectRefused(path, body(wide(conditions + 1)), /^filter/, conditions);
    await expectRefused(path, body(long(values + 1)), /^filter/, values);
    // All lists together count.
    await expectRefused(path, body(spread(values + 1)), /^filter/, values);
  });

  it('what is as large as may be is answered', async () => {
    const { depth, conditions, values } = FILTER_LIMITS;
    for (const filter of [nested(depth - 1), wide(conditions), long(values), spread(values)]) {
      const answer = await call('POST', '/records/customers/query', {
        token,
        body: { filter, limit: LIST_LIMITS.most },
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    }
  });

  it('a page: its size, how far in it lies, and by how many fields it is sorted', async () => {
    const list = '/records/customers/query';
    await expectRefused(list, { limit: LIST_LIMITS.most + 1 }, /^limit$/, LIST_LIMITS.most);
    await expectRefused(list, { page: 1_000, limit: 20 }, /^page$/, LIST_LIMITS.offset);
    await expectRefused(list, { sort: 'name,level,createdAt,-updatedAt' }, /^sort/, SORT_KEYS);
    const byAddress = await call('GET', `/records/customers?limit=${LIST_LIMITS.most + 1}`, { token });
    expect(byAddress).toMatchObject({ status: 422, body: { errors: [{ path: 'limit' }] } });
  });

  it('an aggregate: its groups and its measures', async () => {
    const fields = ['level', 'industry', 'source', 'nature'].map((field) => ({ field }));
    const measures = Array.from({ length: AGGREGATE_LIMITS.measures + 1 }, (_, n) => ({ as: `n${n}`, fn: 'count' }));
    const path = '/records/customers/aggregate';
    await expectRefused(path, { groupBy: fields, measures: [] }, /^groupBy$/, AGGREGATE_LIMITS.groups);
    await expectRefused(path, { groupBy: [], measures }, /^measures$/, AGGREGATE_LIMITS.measures);
  });

  it('an aggregate of more groups than anybody reads answers the largest ones, and says so', async () => {
    await db.ownerQuery(
      `with made as (
         insert into record (tenant_id, id, module_key, owner_id)
         select $1, gen_random_uuid(), 'customers', $2 from generate_series(1, $3::int) returning id
       )
       insert into customers (tenant_id, id, owner_id, created_by, kind, name, wechat, custom)
       select $1, id, $2, $2, 'person', '客户', 'w' || (row_number() over () - 1) / 2, '{}' from made`,
      [tenant.id, user.id, 2 * (AGGREGATE_LIMITS.rows + 50)],
    );
    const body = { groupBy: [{ field: 'wechat' }], measures: [{ as: 'n', fn: 'count' }] };
    const answer = await call('POST', '/records/customers/aggregate', { token, body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const { rows, truncated } = answer.body as { rows: { n?: number }[]; truncated: boolean };
    expect([rows.length, truncated]).toEqual([AGGREGATE_LIMITS.rows, true]);
  });

  it('none of it is a defect', () => {
    expect(logged).toEqual([]);
  });
});
