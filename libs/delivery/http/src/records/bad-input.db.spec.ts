import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordsTestApp } from './testing/records-test-app.js';

const { call, company, db, logged } = await recordsTestApp();
const { accessToken: token } = await company('甲公司');
const { accessToken: strangers } = await company('乙公司');

async function made(module: string, body: object, as = token): Promise<{ id: string; version: number }> {
  const answer = await call('POST', `/records/${module}`, { token: as, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as { id: string; version: number };
}

const customer = await made('customers', { name: '在此' });
const contact = await made('contacts', { name: '李四', customer: customer.id });
const foreign = await made('customers', { name: '别家' }, strangers);
const deleted = await made('customers', { name: '已删' });
await call('DELETE', `/records/customers/${deleted.id}?version=1`, { token });

/** Everything that the two companies hold, to compare with. */
const everything = async () =>
  JSON.stringify(
    await db.ownerQuery(`select (select jsonb_agg(c order by id) from customers c) as c, (select jsonb_agg(t order by id) from contacts t) as t,
      (select jsonb_agg(f order by id) from follow_ups f) as f, (select count(*) from history) as h, (select count(*) from job_run) as j,
      (select jsonb_agg(m order by record_id) from team_member m) as m`),
  );

/** A refusal that names what is wrong, and leaves everything as it was. */
async function refused(method: string, path: string, body?: unknown) {
  const before = await everything();
  const answer = await call(method, path, { token, ...(body === undefined ? {} : { body }) });
  expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeGreaterThanOrEqual(400);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(await everything()).toBe(before);
  return answer.body as { code: string; errors: { path: string; code: string; message: string }[] };
}

const NOWHERE = '018f0000-0000-7000-8000-000000000000';

describe('values that do not fit', () => {
  it.each<[string, unknown, string]>([
    ['name', 5, 'invalidType'],
    ['name', { a: 1 }, 'invalidType'],
    ['name', ['x'], 'invalidType'],
    ['name', 'a\u0000b', 'patternMismatch'],
    ['name', '\ud800', 'patternMismatch'],
    ['rating', 1.5, 'invalidType'],
    ['rating', 99, 'outOfRange'],
    ['creditDays', '1e400', 'invalidType'],
    ['creditLimit', { amount: '99999999999999999999999.99', currency: 'CNY' }, 'outOfRange'],
    ['creditLimit', { amount: '1', currency: 'XXQ' }, 'unknownOption'],
    ['creditLimit', { amount: '1', currency: 'CNY', more: 1 }, 'unknownKey'],
    ['level', 'nope', 'unknownOption'],
    ['doNotContact', ['mail', 'nope'], 'unknownOption'],
    ['nextContactAt', '0000-01-01T00:00:00Z', 'outOfRange'],
    ['nextContactAt', 'tomorrow', 'invalidType'],
    ['mobile', '12345', 'patternMismatch'],
    ['email', 'nobody', 'patternMismatch'],
    ['creditCode', '91330106MA27XXXXX1', 'patternMismatch'],
    ['region', '999999', 'unknownOption'],
    ['photos', [NOWHERE], 'notFound'],
    ['parent', NOWHERE, 'notFound'],
    ['parent', foreign.id, 'notFound'],
    ['parent', contact.id, 'notFound'],
    ['parent', deleted.id, 'notFound'],
    ['ownerId', NOWHERE, 'notFound'],
    ['poolId', NOWHERE, 'notFound'],
    ['nonsense', 1, 'unknownField'],
    ['constructor', 1, 'unknownField'],
    ['createdAt', '2020-01-01T00:00:00Z', 'notAllowed'],
    ['id', NOWHERE, 'notAllowed'],
  ])('%s: %j is %s', async (field, value, code) => {
    const { errors } = await refused('POST', '/records/customers', { name: '新', [field]: value });
    expect(errors.map((error) => error.path.split('.')[0])).toContain(field);
    expect(errors.map((error) => error.code)).toContain(code);
    expect(errors.every((error) => error.message.length > 0)).toBe(true);
  });

  it('names of 10,000 characters are too long', async () => {
    expect((await refused('POST', '/records/customers', { name: '长'.repeat(10_000) })).code).toBe('tooLong');
  });

  it('takes emoji, right-to-left text and what looks like markup as they are', async () => {
    for (const name of [
      '🐒如意👩‍👩‍👧',
      'שלום עולם',
      `<script>alert('1')</script>`,
      `Robert'); drop table customers;--`,
      '=1+1',
    ]) {
      const { id } = await made('customers', { name });
      expect((await call('GET', `/records/customers/${id}`, { token })).body).toMatchObject({ name });
    }
  });
});

describe('requests that do not fit', () => {
  const deep = (depth: number): object =>
    depth === 0 ? { field: 'name', op: 'eq', value: 'x' } : { and: [deep(depth - 1)] };

  it('is too large', async () => {
    const problem = await refused('POST', '/records/customers', { name: 'x', remark: 'y'.repeat(3 * 1024 * 1024) });
    expect(problem.code).toBe('tooLarge');
  });

  it.each<[string, string, unknown?]>([
    ['GET', '/records/customers?nonsense=1'],
    ['GET', '/records/customers?limit=0'],
    ['GET', '/records/customers?limit=x'],
    ['GET', '/records/customers?limit=201'],
    ['GET', '/records/customers?page=-1'],
    ['GET', '/records/customers?page=100000&limit=200'],
    ['GET', '/records/customers?after=abc'],
    ['GET', '/records/customers?after=abc&page=2'],
    ['GET', '/records/customers?filter={'],
    ['GET', '/records/customers?filter=[]'],
    [
      'GET',
      `/records/customers?filter=${encodeURIComponent(JSON.stringify({ field: 'nonsense', op: 'eq', value: 1 }))}`,
    ],
    ['GET', `/records/customers?filter=${encodeURIComponent(JSON.stringify({ field: 'name', op: 'gt', value: 1 }))}`],
    ['GET', '/records/customers?sort=nonsense'],
    ['GET', '/records/customers?sort=name&sort=level'],
    ['GET', '/records/customers?fields=nonsense'],
    ['GET', '/records/customers?view=nonsense'],
    ['GET', '/records/customers?pool=nonsense'],
    ['GET', '/records/customers?total=maybe'],
    ['GET', '/records/nonsense'],
    ['GET', '/records/__proto__'],
    ['GET', '/records/customers/nonsense'],
    ['GET', `/records/contacts/${customer.id}`],
    ['GET', `/records/customers/${foreign.id}`],
    ['POST', '/records/customers/query', { filter: deep(100) }],
    ['POST', '/records/customers/query', { filter: { or: [] } }],
    ['POST', '/records/customers/query', { limit: '20; drop table customers' }],
    ['POST', '/records/customers', []],
    ['POST', '/records/customers', 'text'],
    ['POST', '/records/customers', '{"name": '],
    ['POST', '/records/customers', '{"name":"x","__proto__":{"version":1}}'],
    ['PATCH', `/records/customers/${customer.id}`, { remark: 'no version' }],
    ['PATCH', `/records/customers/${customer.id}`, { version: 0, remark: 'x' }],
    ['PATCH', `/records/customers/${customer.id}`, { version: '1; --', remark: 'x' }],
    ['PATCH', `/records/customers/${customer.id}`, { version: 2 ** 40, remark: 'x' }],
    ['PATCH', `/records/customers/${customer.id}`, { version: 99, remark: 'x' }],
    ['PATCH', `/records/customers/${customer.id}`, { version: 1, ownerId: NOWHERE }],
    ['PATCH', `/records/customers/${customer.id}`, { version: 1, name: null }],
    ['PATCH', `/records/customers/${deleted.id}`, { version: 2, remark: 'x' }],
    ['DELETE', `/records/customers/${customer.id}`],
    ['DELETE', `/records/customers/${customer.id}?version=abc`],
    ['DELETE', `/records/customers/${foreign.id}?version=1`],
    ['POST', `/records/customers/${customer.id}/restore`],
    ['POST', `/records/customers/${customer.id}/actions/nonsense`, {}],
    ['POST', `/records/customers/${customer.id}/actions/transfer`, {}],
    ['POST', `/records/customers/${customer.id}/actions/transfer`, { owner: NOWHERE }],
    ['POST', `/records/customers/${customer.id}/actions/transfer`, { owner: [], more: 1 }],
    ['POST', '/records/customers/actions/edit', { params: { level: 'A' } }],
    ['POST', '/records/customers/actions/edit', { ids: [], params: { level: 'A' } }],
    ['POST', '/records/customers/actions/edit', { ids: ['x'], params: { level: 'A' } }],
    ['POST', '/records/customers/actions/edit', { ids: [customer.id], filter: { and: [] }, params: { level: 'A' } }],
    ['POST', '/records/customers/actions/edit', { ids: [customer.id], params: [] }],
    [
      'POST',
      '/records/customers/actions/edit',
      { filter: { field: 'nonsense', op: 'eq', value: 1 }, params: { level: 'A' } },
    ],
    ['POST', '/records/customers/aggregate', { groupBy: 'level', measures: [{ as: 'n', fn: 'drop' }] }],
    ['POST', '/records/customers/aggregate', { groupBy: [{ field: 'nonsense' }], measures: [] }],
    ['POST', '/records/customers/duplicates', { values: { nonsense: 1 } }],
    ['POST', '/records/customers/duplicates', {}],
    ['PUT', `/records/customers/${customer.id}/team/${NOWHERE}`, { access: 'read' }],
    ['PUT', `/records/customers/${customer.id}/team/nonsense`, { access: 'read' }],
    ['PUT', `/records/customers/${foreign.id}/watch`],
    ['GET', `/records/customers/${customer.id}/history?after=x`],
    ['GET', `/records/customers/${customer.id}/timeline?after=x`],
    ['GET', `/records/customers/${customer.id}/timeline?kinds=nonsense`],
    ['POST', `/changes/${NOWHERE}/undo`],
    ['GET', `/jobs/${NOWHERE}`],
    ['POST', `/jobs/${NOWHERE}/cancel`],
    ['POST', '/notifications/read', { ids: 'all' }],
    ['GET', '/search'],
    ['GET', '/search?q=x&modules=nonsense'],
    ['GET', '/why?module=customers'],
  ])('%s %s %j', async (method, path, body) => {
    const problem = await refused(method, path, body);
    expect(problem.code).toMatch(/^[a-zA-Z]+$/);
  });
});

it('stands any JSON as a body and as a filter', async () => {
  const paths = [
    '/records/customers',
    '/records/customers/query',
    '/records/customers/aggregate',
    `/records/customers/${customer.id}/actions/transfer`,
    '/records/customers/actions/edit',
  ];
  const keys = fc.constantFrom(
    'name',
    'level',
    'creditLimit',
    'address',
    'nextContactAt',
    'filter',
    'sort',
    'ids',
    'params',
    'owner',
    'groupBy',
    'measures',
    'version',
    'limit',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.dictionary(keys, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }),
      async (path, body) => {
        const { status } = await call('POST', path, { token, body });
        expect(status).toBeLessThan(500);
      },
    ),
    { numRuns: 150 },
  );
});

it('logs no defect', () => {
  expect(logged).toEqual([]);
});
