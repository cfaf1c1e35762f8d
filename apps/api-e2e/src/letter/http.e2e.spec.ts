import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { Company } from '../operations/company.js';
import { faultsOfAProblem } from '../operations/faults-of-a-problem.js';

const url = inject('serverUrl');
const company = await Company.signUp(new ApiClient(url));
const api = company.admin;
const nobody = api.as(null);
const aCustomer = await company.record('customers');

type Refused = [
  what: string,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
  status: number,
];

/** A proxy answers that by itself, in words of its own. */
const brokenEscape: Refused = ['a broken escape', 'GET', '/records/customers/%E0%A4%A', undefined, {}, 400];
const behindAProxy = process.env['TEST_BEHIND_PROXY'] === 'true';

describe('what is no request of ours', () => {
  it.each<Refused>([
    ['JSON that is none', 'POST', '/records/customers', '{"name":', {}, 400],
    [
      'bytes that are no UTF-8',
      'POST',
      '/records/customers',
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]).toString('latin1') + '\ud800',
      {},
      400,
    ],
    ['a body of 3 MB', 'POST', '/records/customers', JSON.stringify({ name: 'x'.repeat(3_000_000) }), {}, 413],
    ['a form', 'POST', '/records/customers', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', 'POST', '/records/customers', 'x', { 'content-type': 'text/plain' }, 415],
    ['a file where JSON is due', 'POST', '/records/customers', new FormData(), {}, 415],
    ['a list as a body', 'POST', '/records/customers', [], {}, 422],
    ['null as a body', 'POST', '/records/customers', 'null', {}, 422],
    ['no body', 'POST', '/records/customers', undefined, {}, 422],
    ['a path that is not there', 'GET', '/nothing', undefined, {}, 404],
    ['a method that is not there', 'PUT', '/me', undefined, {}, 404],
    ['half an id', 'GET', '/records/customers/01a2', undefined, {}, 404],
    ['an id of another module', 'GET', `/records/contacts/${aCustomer.id}`, undefined, {}, 404],
    ...(behindAProxy ? [] : [brokenEscape]),
    ['an Idempotency-Key of blanks', 'POST', '/departments', { name: 'x' }, { 'idempotency-key': 'a b' }, 400],
    [
      'an Idempotency-Key of 1,000 characters',
      'POST',
      '/departments',
      { name: 'x' },
      { 'idempotency-key': 'k'.repeat(1000) },
      400,
    ],
    ['an address of 20,000 characters', 'GET', `/records/customers?search=${'x'.repeat(20_000)}`, undefined, {}, 431],
    ['a long search', 'GET', `/records/customers?search=${'x'.repeat(2_000)}`, undefined, {}, 422],
    ['a query key twice', 'GET', '/records/customers?limit=1&limit=2', undefined, {}, 422],
    ['the prototype as a key', 'POST', '/records/customers', '{"__proto__":{"name":"x"},"name":"y"}', {}, 422],
  ])('%s is refused', async (_, method, path, body, headers, status) => {
    const answer = await api.call<unknown>(method, path, body, headers);
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    if (status !== 431) expect(faultsOfAProblem(answer)).toEqual([]);
  });

  it('a file of more than the limit is refused, and none of it is kept', async () => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(120 * 1024 * 1024)]), 'big.bin');
    expect(await api.call('POST', '/files', form)).toMatchObject({ status: 413, body: { code: 'tooLarge' } });
  });

  it.each([
    ['no file', () => new FormData()],
    ['two files', () => files(['a', 'b'])],
    ['a name of 10,000 characters', () => files(['x'.repeat(10_000)])],
    [
      'another field',
      () => {
        const form = files(['a']);
        form.set('colour', 'red');
        return form;
      },
    ],
  ])('an upload with %s is refused', async (_, form) => {
    const answer = await api.call<unknown>('POST', '/files', form());
    expect([400, 413, 422]).toContain(answer.status);
    expect(faultsOfAProblem(answer)).toEqual([]);
  });
});

function files(names: readonly string[]): FormData {
  const form = new FormData();
  for (const name of names) form.append('file', new Blob(['x']), name);
  return form;
}

describe('text of every kind', () => {
  it.each([
    ['emoji', '👩‍👩‍👧‍👦 如意🐒'],
    ['right to left', 'شركة النور'],
    ['rare characters', '𠮷野家𪚥'],
    ['markup', '<img src=x onerror=alert(1)>'],
    ['a formula', "=cmd|' /C calc'!A0"],
  ])('comes back as it was sent: %s', async (_, text) => {
    const name = `${text} ${randomBytes(3).toString('hex')}`;
    const made = await company.record('customers', { name });
    expect((await api.call('GET', `/records/customers/${made.id}`)).body['name']).toBe(name);
    const filter = { field: 'name', op: 'contains', value: text };
    expect((await api.call('POST', '/records/customers/query', { filter, total: 'exact' })).body['total']).toEqual({
      value: 1,
      exact: true,
    });
  });

  it.each([
    ['name', 'a\u0000b'],
    ['name', 'a\ud800b'],
    ['remark', 'x'.repeat(1_000_001)],
  ])('%s of %j is refused with its path', async (path, value) => {
    const body = { ...(await company.valuesFor('customers')), [path]: value };
    const answer = await api.call('POST', '/records/customers', body);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });
});

describe('filters without measure', () => {
  const leaf = { field: 'name', op: 'eq', value: 'x' };
  it.each<[string, unknown]>([
    ['100 deep', Array.from({ length: 100 }).reduce<object>((inner) => ({ and: [inner] }), leaf)],
    ['10,000 wide', { or: Array.from({ length: 10_000 }, () => leaf) }],
    ['of 100,000 values', { field: 'name', op: 'in', value: Array.from({ length: 100_000 }, (_, i) => `n${i}`) }],
    [
      'through a long path',
      { field: Array.from({ length: 50 }, () => 'parent').join('.') + '.name', op: 'eq', value: 'x' },
    ],
  ])('%s are refused', async (_, filter) => {
    const answer = await api.call('POST', '/records/customers/query', { filter });
    expect(answer.status, JSON.stringify(answer.body).slice(0, 300)).toBe(422);
    expect(faultsOfAProblem(answer)).toEqual([]);
    expect(JSON.stringify(answer.body['errors'])).toContain('"path":"filter');
  });
});

describe('the live events', () => {
  it('of one company are not those of another, whatever id they go on from', async () => {
    const other = await Company.signUp(nobody);
    const login = await nobody.call<{ accessToken: string }>('POST', '/auth/login', {
      login: company.adminLogin,
      password: 'Correct horse 1',
    });
    const stop = new AbortController();
    const stream = await fetch(`${url}/api/v1/events`, {
      headers: { authorization: `Bearer ${login.body.accessToken}`, 'last-event-id': '0' },
      signal: stop.signal,
    });
    let heard = '';
    const listening = (async () => {
      for await (const chunk of stream.body ?? []) heard += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    const theirs = await other.record('customers');
    const theirJob = await other.job();
    await other.admin.jobEnd(theirJob);
    const ownJob = await company.job();
    await api.jobEnd(ownJob);
    await expect.poll(() => heard, { timeout: 10_000 }).toContain(ownJob);
    stop.abort();
    await listening;
    for (const secret of [theirs.id, theirJob, other.marker]) expect(heard).not.toContain(secret);
  });

  it('a cursor of another company, module or sort is malformed', async () => {
    const other = await Company.signUp(nobody);
    for (const each of [company, other]) await Promise.all([each.record('customers'), each.record('customers')]);
    const cursor = (await api.call('GET', '/records/customers?limit=1&sort=name')).body['nextCursor'];
    expect(cursor).toEqual(expect.any(String));
    for (const [client, path] of [
      [other.admin, `/records/customers?limit=1&sort=name&after=${String(cursor)}`],
      [api, `/records/contacts?limit=1&sort=name&after=${String(cursor)}`],
      [api, `/records/customers?limit=1&sort=-name&after=${String(cursor)}`],
      [api, `/records/customers?limit=1&sort=name&after=${String(cursor).slice(0, -2)}AA`],
    ] as const)
      expect(await client.call('GET', path), path).toMatchObject({
        status: 400,
        body: { code: 'malformed', errors: [{ path: 'after' }] },
      });
  });
});

it('an id that nobody has and an id that one may not see look alike, in the path and in a body', async () => {
  const role = await company.make('/roles', {
    name: `r${randomUUID()}`,
    permissions: ['read', 'create', 'edit', 'delete'].map((action) => ({ module: 'customers', action, scope: 'own' })),
  });
  const { client } = await company.colleague([role.id]);
  const unseen = (await company.record('customers')).id;
  for (const [method, path, body] of [
    ['GET', '/records/customers/ID', undefined],
    ['PATCH', '/records/customers/ID', { version: 1, remark: 'x' }],
    ['DELETE', '/records/customers/ID?version=1', undefined],
    ['POST', '/records/customers/ID/restore', undefined],
    ['GET', '/records/customers/ID/history', undefined],
    ['POST', '/records/customers/ID/actions/transfer', { owner: company.adminId }],
    ['POST', '/records/customers', { name: randomUUID(), parent: 'ID' }],
    ['POST', '/records/customers/actions/edit', { ids: ['ID'], params: { remark: 'x' } }],
    ['GET', '/why?module=customers&id=ID', undefined],
  ] as const) {
    const [seen, none] = await Promise.all(
      [unseen, randomUUID()].map(async (id) => {
        const sent: unknown = body && JSON.parse(JSON.stringify(body).replace('ID', id));
        const answer = await client.call<unknown>(method, path.replace('ID', id), sent);
        return JSON.parse(JSON.stringify([answer.status, answer.body]).replaceAll(id, 'ID')) as unknown[];
      }),
    );
    expect(seen, `${method} ${path}`).toEqual(none);
    expect([404, 422, 200, 403], `${method} ${path} ${JSON.stringify(seen)}`).toContain(seen?.[0]);
  }
});
