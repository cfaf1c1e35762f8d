import { randomUUID } from 'node:crypto';
import { expect, inject, it, describe } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { Company } from '../operations/company.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const company = await Company.signUp(new ApiClient(inject('serverUrl')));
const api = company.admin;

function problem(code: string, path: string) {
  return { code, errors: expect.arrayContaining([expect.objectContaining({ path, code })]) };
}

describe('a record', () => {
  it('has the keys of the page, flat, with null for what is empty and the names behind ids', async () => {
    const customer = await api.call('POST', '/records/customers', {
      name: '杭州云栖茶业有限公司',
      kind: 'company',
      level: 'A',
      industry: 'it',
      creditLimit: { amount: '1234.50', currency: 'CNY' },
      nextContactAt: '2027-01-05T09:30:00+08:00',
    });
    expect(customer.status).toBe(201);
    expect(customer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(customer.body).toMatchObject({
      id: expect.stringMatching(UUID),
      version: 1,
      createdAt: expect.stringMatching(ISO),
      updatedAt: expect.stringMatching(ISO),
      createdBy: company.adminId,
      updatedBy: company.adminId,
      ownerId: company.adminId,
      creditLimit: { amount: '1234.50', currency: 'CNY' },
      nextContactAt: expect.stringMatching(ISO),
      _display: { ownerId: '王芳', level: expect.stringContaining('A') },
    });
    expect(new Date(String(customer.body['nextContactAt'])).toISOString()).toBe('2027-01-05T01:30:00.000Z');
    const keys =
      'name kind level type industry source nature rating annualRevenue headcount creditCode mobile telephone wechat website email region address nextContactAt dealState lifecycle remark';
    for (const key of keys.split(' ')) expect(customer.body, key).toHaveProperty(key);
    expect(customer.body['remark']).toBeNull();
    const contact = await api.call('POST', '/records/contacts', { name: '王一', customer: customer.body['id'] });
    for (const key of 'name customer post mobile email wechat birthday'.split(' '))
      expect(contact.body).toHaveProperty(key);
    expect(contact.body).toMatchObject({
      customer: customer.body['id'],
      _display: { customer: '杭州云栖茶业有限公司' },
    });
    const target = { module: 'customers', id: customer.body['id'] };
    const talk = await api.call('POST', '/records/followUps', { target, means: 'call', content: '谈了' });
    expect(talk).toMatchObject({ status: 201, body: { target, means: 'call', content: '谈了', nextContactAt: null } });
  });

  it('takes money as an object, or as a plain number or text in the own currency', async () => {
    for (const creditLimit of [1234.5, { amount: 1234.5, currency: 'CNY' }, { amount: '1234.5', currency: 'CNY' }]) {
      const { status, body } = await api.call('POST', '/records/customers', {
        ...(await company.valuesFor('customers')),
        creditLimit,
      });
      expect({ status, money: body['creditLimit'] }, JSON.stringify([creditLimit, body])).toEqual({
        status: 201,
        money: { amount: '1234.50', currency: 'CNY' },
      });
    }
  });

  it('is changed at its version, deleted at its version, and restored', async () => {
    const { id } = await company.record('customers');
    const path = `/records/customers/${id}`;
    const changed = await api.call('PATCH', path, { version: 1, level: 'A' });
    expect(changed).toMatchObject({ status: 200, body: { id, version: 2, level: 'A' } });
    const stale = await api.call('PATCH', path, { version: 1, level: 'B' });
    expect(stale).toMatchObject({ status: 409, body: { code: 'versionConflict' } });
    expect(await api.call('PATCH', path, { level: 'B' })).toMatchObject({
      status: 422,
      body: problem('versionRequired', 'version'),
    });
    expect(await api.call('DELETE', `${path}?version=1`)).toMatchObject({
      status: 409,
      body: { code: 'versionConflict' },
    });
    expect(await api.call('DELETE', path)).toMatchObject({ status: 422, body: problem('versionRequired', 'version') });
    const gone = await api.call<string>('DELETE', `${path}?version=2`);
    expect([gone.status, gone.body]).toEqual([204, '']);
    expect((await api.call('GET', path)).status).toBe(404);
    expect((await api.call('PATCH', path, { version: 3, level: 'B' })).status).toBe(404);
    expect(await api.call('POST', `${path}/restore`)).toMatchObject({ status: 200, body: { id, level: 'A' } });
    expect((await api.call('GET', path)).status).toBe(200);
    expect((await api.call('GET', `${path}/history`)).body['items']).not.toEqual([]);
    expect((await api.call('GET', `${path}/timeline`)).status).toBe(200);
    expect((await api.call('GET', `${path}/related`)).status).toBe(200);
  });

  it.each<[string, object, string, string]>([
    ['an unknown key', { nope: 1 }, 'unknownField', 'nope'],
    ['a wrong type', { headcount: { a: 1 } }, 'invalidType', 'headcount'],
    ['an unknown option', { level: 'Z' }, 'unknownOption', 'level'],
    ['a missing name', { name: null }, 'required', 'name'],
    ['a long name', { name: '长'.repeat(10_000) }, 'tooLong', 'name'],
    ['a mobile that is none', { mobile: '12' }, 'patternMismatch', 'mobile'],
    ['a reference to nothing', { parent: randomUUID() }, 'notFound', 'parent'],
    ['a version', { version: 3 }, 'notAllowed', 'version'],
    ['an id of its own', { id: randomUUID() }, 'notAllowed', 'id'],
    ['a year 0', { nextContactAt: '0000-01-01T00:00:00Z' }, 'outOfRange', 'nextContactAt'],
    ['money beyond exactness', { creditLimit: 9_007_199_254_740_993 }, 'outOfRange', 'creditLimit'],
  ])('is refused with %s', async (_, wrong, code, path) => {
    const answer = await api.call('POST', '/records/customers', {
      ...(await company.valuesFor('customers')),
      ...wrong,
    });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 422, body: problem(code, path) });
  });

  it('says with what a name collides, at 409', async () => {
    const { name, id } = await company.record('customers');
    const answer = await api.call('POST', '/records/customers', { name });
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 409, body: problem('notUnique', 'name') });
    expect(JSON.stringify(answer.body)).toContain(id);
  });
});

describe('a list', () => {
  it('is a page of twenty with a cursor, and a total only when asked for', async () => {
    for (let index = 0; index < 25; index += 1)
      await company.record('customers', { name: `页 ${String(index).padStart(2, '0')}`, remark: '分页' });
    const filter = encodeURIComponent(JSON.stringify({ field: 'remark', op: 'eq', value: '分页' }));
    const list = `/records/customers?filter=${filter}`;
    const names = ({ body }: { body: Record<string, unknown> }) =>
      (body['items'] as { name: string }[]).map(({ name }) => name);
    const first = await api.call('GET', `${list}&sort=name`);
    expect(Object.keys(first.body).sort()).toEqual(['items', 'nextCursor']);
    expect(names(first)).toHaveLength(20);
    const second = await api.call('GET', `${list}&sort=name&after=${String(first.body['nextCursor'])}`);
    expect(names(second)).toEqual(['页 20', '页 21', '页 22', '页 23', '页 24']);
    expect(second.body['nextCursor']).toBeNull();
    expect(names(await api.call('GET', `${list}&sort=name&page=3&limit=10`))).toEqual(names(second));
    expect(names(await api.call('GET', `${list}&sort=-name&limit=1`))).toEqual(['页 24']);
    expect(names(await api.call('GET', `${list}&sort=name&last=true&limit=2`))).toEqual(['页 23', '页 24']);
    for (const total of ['capped', 'exact'])
      expect((await api.call('GET', `${list}&total=${total}`)).body['total']).toEqual({ value: 25, exact: true });
    const body = {
      filter: JSON.parse(decodeURIComponent(filter)) as unknown,
      sort: 'name',
      limit: 3,
      fields: ['name'],
    };
    const queried = await api.call('POST', '/records/customers/query', body);
    expect([queried.status, names(queried)]).toEqual([200, ['页 00', '页 01', '页 02']]);
    const keys = Object.keys((queried.body['items'] as object[])[0] ?? {});
    expect(keys).toEqual(expect.arrayContaining(['id', 'version', 'name']));
    expect(keys).not.toContain('remark');
  });

  it.each([
    ['limit=0', 422, 'outOfRange', 'limit'],
    ['limit=201', 422, 'outOfRange', 'limit'],
    ['limit=ten', 422, 'invalidType', 'limit'],
    ['page=0', 422, 'outOfRange', 'page'],
    ['page=501', 422, 'limitReached', 'page'],
    ['page=51&limit=200', 422, 'limitReached', 'page'],
    ['total=yes', 422, 'unknownOption', 'total'],
    ['colour=red', 422, 'unknownKey', 'colour'],
    ['sort=nope', 422, 'unknownField', 'sort.0'],
    ['fields=name,nope', 422, 'unknownField', 'fields.1'],
    ['view=nope', 422, 'notFound', 'view'],
    ['after=nope', 400, 'malformed', 'after'],
    ['filter={', 400, 'malformed', 'filter'],
    ['filter={"field":"nope","op":"eq","value":1}', 422, 'unknownField', 'filter.field'],
    ['filter={"field":"name","op":"near","value":1}', 422, 'unknownOption', 'filter.op'],
    ['filter={"field":"level","op":"gt","value":"A"}', 422, 'unknownOption', 'filter.op'],
    ['filter={"field":"level","op":"eq","value":"Z"}', 422, 'unknownOption', 'filter.value'],
    ['filter={"and":[{"field":"name","op":"eq"}]}', 422, 'required', 'filter.and.0.value'],
    ['filter={"field":"createdAt","op":"gt","value":"soon"}', 422, 'invalidType', 'filter.value'],
    ['filter={"nor":[]}', 422, 'unknownKey', 'filter.nor'],
  ])('is refused with %s', async (query, status, code, path) => {
    const answer = await api.call(
      'GET',
      `/records/customers?${query.replace(/=(\{.*)$/, (_, json: string) => `=${encodeURIComponent(json)}`)}`,
    );
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status, body: problem(code, path) });
  });

  it('of the last allowed page is answered', async () => {
    expect((await api.call('GET', '/records/customers?page=500&limit=20')).status).toBe(200);
    expect((await api.call('GET', '/records/customers?page=50&limit=200')).status).toBe(200);
  });
});

describe('what is done to many', () => {
  it('answers for each of up to a hundred ids, with a job for more or for a filter', async () => {
    const { id } = await company.record('customers');
    const nobody = randomUUID();
    const answer = await api.call('POST', '/records/customers/actions/putInPool', { ids: [id, nobody], params: {} });
    expect(answer, JSON.stringify(answer.body)).toMatchObject({
      status: 200,
      body: {
        results: [
          { id, ok: true },
          { id: nobody, ok: false, error: { code: 'notFound' } },
        ],
      },
    });
    const job = await api.call('POST', '/records/customers/actions/claim', {
      filter: { field: 'id', op: 'eq', value: id },
      params: {},
    });
    expect(job).toMatchObject({ status: 202, body: { jobId: expect.stringMatching(UUID) } });
    expect(await api.jobEnd(String(job.body['jobId']))).toMatchObject({
      state: 'completed',
      done: 1,
      total: 1,
      failed: 0,
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['claim', {}],
    ['allocate', { owner: company.adminId }],
  ])('%s takes from the pool, and answers the record', async (action, params) => {
    const { id } = await company.record('customers');
    const path = `/records/customers/${id}/actions`;
    expect(await api.call('POST', `${path}/putInPool`, { reason: '联系不上' })).toMatchObject({
      status: 200,
      body: { id, ownerId: null },
    });
    expect(await api.call('POST', `${path}/${action}`, params)).toMatchObject({
      status: 200,
      body: { id, ownerId: company.adminId },
    });
    expect(await api.call('POST', `${path}/claim`, {})).toMatchObject({
      status: 409,
      body: { code: 'alreadyClaimed' },
    });
  });

  it('refuses an action that nobody knows as not found', async () => {
    const { id } = await company.record('customers');
    expect((await api.call('POST', `/records/customers/${id}/actions/nope`, {})).status).toBe(404);
    expect((await api.call('POST', '/records/customers/actions/nope', { ids: [id], params: {} })).status).toBe(404);
    expect((await api.call('POST', '/records/nope', {})).status).toBe(404);
  });
});

it('aggregates by key and month', async () => {
  const answer = await api.call('POST', '/records/customers/aggregate', {
    groupBy: [{ field: 'level' }, { field: 'createdAt', by: 'month' }],
    measures: [
      { as: 'n', fn: 'count' },
      { as: 'most', fn: 'max', field: 'createdAt' },
    ],
  });
  expect(answer, JSON.stringify(answer.body)).toMatchObject({
    status: 200,
    body: {
      rows: expect.arrayContaining([
        {
          texts: expect.any(Array),
          keys: [expect.any(String), expect.stringMatching(/^\d{4}-\d\d/)],
          values: { n: expect.any(Number), most: expect.any(String) },
        },
      ]),
      truncated: false,
    },
  });
});

describe('Idempotency-Key', () => {
  it('answers a repeat as the first, refuses another body, and stands per user and route', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = await company.valuesFor('customers');
    const [first, again] = [
      await api.call('POST', '/records/customers', body, key),
      await api.call('POST', '/records/customers', body, key),
    ];
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await api.call('POST', '/records/customers', { ...body, level: 'A' }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotencyMismatch' },
    });
    expect((await api.call('POST', '/records/contacts', { name: '王', customer: first.body['id'] }, key)).status).toBe(
      201,
    );
    const [one, two] = await Promise.all(
      [1, 2].map(() => api.call('POST', '/departments', { name: `部门 ${key['idempotency-key']}` }, key)),
    );
    expect([201, 409]).toContain(one?.status);
    expect([one?.status, two?.status]).toContain(201);
  });
});
