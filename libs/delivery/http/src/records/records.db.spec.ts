import { describe, expect, it } from 'vitest';
import { recordsTestApp } from './testing/records-test-app.js';

const { call, company, logged } = await recordsTestApp();
const { accessToken: token } = await company();

interface AnyRecord {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

let count = 0;
async function aCustomer(values: object = {}): Promise<AnyRecord> {
  count += 1;
  const { body, status } = await call('POST', '/records/customers', {
    token,
    body: { name: `客户 ${count}`, ...values },
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body as AnyRecord;
}

describe('a record over HTTP', () => {
  it('is made, read, changed, deleted and restored', async () => {
    const made = await aCustomer({ industry: 'it', mobile: '138 0000 1111' });
    expect(made).toMatchObject({ version: 1, industry: 'it', mobile: '13800001111', _why: 'owner', _watched: false });
    const path = `/records/customers/${made.id}`;
    const changed = await call('PATCH', path, { token, body: { version: 1, remark: '好' } });
    expect(changed).toMatchObject({
      status: 200,
      body: { version: 2, remark: '好' },
      headers: { 'x-change-set': expect.any(String) },
    });
    expect(await call('DELETE', `${path}?version=1`, { token })).toMatchObject({
      status: 409,
      body: { code: 'versionConflict' },
    });
    expect((await call('DELETE', `${path}?version=2`, { token })).status).toBe(204);
    expect((await call('GET', path, { token })).status).toBe(404);
    expect(await call('GET', `${path}?deleted=true`, { token })).toMatchObject({
      status: 200,
      body: { deletedAt: expect.any(String) },
    });
    const bin = await call('GET', '/records/customers?view=recycleBin', { token });
    expect(JSON.stringify(bin.body)).toContain(made.id);
    expect(await call('POST', `${path}/restore`, { token })).toMatchObject({ status: 200, body: { version: 4 } });
    expect((await call('GET', path, { token })).body).toMatchObject({ version: 4 });
  });

  it('is its maker’s when no owner is named, or none at all', async () => {
    const made = await aCustomer({ ownerId: null });
    expect(made.ownerId).toBe(made.createdBy);
  });

  it('is found by filter, sort, search and page', async () => {
    await aCustomer({ name: '中国移动通信', level: 'A' });
    await aCustomer({ name: '阿里巴巴', level: 'C' });
    const filter = encodeURIComponent(JSON.stringify({ field: 'level', op: 'in', value: ['A', 'C'] }));
    const { body } = await call('GET', `/records/customers?filter=${filter}&sort=name&fields=name,level&total=capped`, {
      token,
    });
    expect(body).toMatchObject({
      items: [{ name: '阿里巴巴' }, { name: '中国移动通信' }],
      total: { value: 2, exact: true },
    });
    const found = await call('GET', '/records/customers?search=zgyd', { token });
    expect(found.body).toMatchObject({ items: [{ name: '中国移动通信' }] });
  });

  it('is acted on alone and with others', async () => {
    const [one, two] = [await aCustomer(), await aCustomer()];
    const missing = '018f0000-0000-7000-8000-000000000000';
    const { status, body, headers } = await call('POST', '/records/customers/actions/edit', {
      token,
      body: { ids: [one.id, missing, two.id], params: { level: 'A' } },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      results: [
        { id: one.id, ok: true },
        { id: missing, ok: false, error: { code: 'notFound' } },
        { id: two.id, ok: true },
      ],
    });
    const undone = await call('POST', `/changes/${String(headers['x-change-set'])}/undo`, { token });
    expect(undone).toMatchObject({ status: 200, body: { reverted: 2, moved: [] } });
    expect((await call('GET', `/records/customers/${one.id}`, { token })).body).toMatchObject({
      level: 'B',
      version: 3,
    });
  });

  it('answers the same to a repeated request with the same key', async () => {
    const request = { token, body: { name: '只此一家' }, headers: { 'idempotency-key': 'k1' } };
    const [first, second] = [
      await call('POST', '/records/customers', request),
      await call('POST', '/records/customers', request),
    ];
    expect(second.body).toEqual(first.body);
  });
});

describe('what is around a record', () => {
  it('keeps the history with texts', async () => {
    const made = await aCustomer({ level: 'A' });
    await call('PATCH', `/records/customers/${made.id}`, { token, body: { version: 1, level: 'C', remark: null } });
    const { body } = await call('GET', `/records/customers/${made.id}/history`, { token });
    expect(body).toMatchObject({
      items: [
        {
          action: 'update',
          by: { name: '王芳' },
          changes: [
            {
              field: 'level',
              label: '客户级别',
              before: 'A',
              after: 'C',
              beforeText: expect.stringContaining('重点'),
              afterText: expect.any(String),
            },
          ],
        },
        { action: 'create' },
      ],
      nextCursor: null,
    });
  });

  it('tells related counts, timeline and team', async () => {
    const made = await aCustomer();
    for (const name of ['李四', '王五'])
      await call('POST', '/records/contacts', { token, body: { name, customer: made.id } });
    const related = await call('GET', `/records/customers/${made.id}/related`, { token });
    expect(related.body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ module: 'contacts', field: 'customer', count: 2 })]),
    });
    const timeline = await call('GET', `/records/customers/${made.id}/timeline?limit=1`, { token });
    expect(timeline.body).toMatchObject({ items: [{ kind: 'change', title: '新建' }], nextCursor: null });
    expect(await call('PUT', `/records/customers/${made.id}/watch`, { token })).toMatchObject({ status: 204 });
    expect((await call('GET', `/records/customers/${made.id}`, { token })).body).toMatchObject({ _watched: true });
    expect(await call('GET', `/records/customers/${made.id}/team`, { token })).toMatchObject({
      status: 200,
      body: { items: [] },
    });
  });

  it('finds what is probably the same, also in the recycle bin', async () => {
    const made = await aCustomer({ name: '杭州（龙井）茶叶有限公司', mobile: '13911112222' });
    const ask = async (values: object) =>
      (await call('POST', '/records/customers/duplicates', { token, body: { values } })).body;
    const match = {
      field: 'name',
      id: made.id,
      name: '杭州（龙井）茶叶有限公司',
      ownerName: '王芳',
      pooled: false,
      deleted: false,
    };
    expect(await ask({ name: '杭州龙井茶叶' })).toEqual({ matches: [match] });
    expect(await ask({ name: '杭州龙景茶叶公司' })).toEqual({ matches: [match] });
    expect(await ask({ name: '杭州虎跑茶叶' })).toEqual({ matches: [] });
    expect(await ask({ mobile: '+86 139-1111-2222' })).toEqual({ matches: [{ ...match, field: 'mobile' }] });
    expect(await ask({ mobile: '139' })).toEqual({ matches: [] });
    const like = async (text: string) =>
      (await call('POST', '/records/customers/duplicates', { token, body: { text } })).body;
    for (const text of ['龙井', '杭州龙景茶叶', 'hzlj', 'longjing', '龙井茶叶有限责任公司'])
      expect(await like(text), text).toEqual({ matches: [match] });
    expect(await like('139 1111 2222')).toEqual({ matches: [{ ...match, field: 'mobile' }] });
    // By whole numbers alone: by parts anybody could find one out.
    for (const text of ['1391111', '虎跑', '。']) expect(await like(text), text).toEqual({ matches: [] });
    const both = { text: '龙井', values: { name: '龙井' } };
    for (const body of [both, {}, { text: ' ' }])
      expect((await call('POST', '/records/customers/duplicates', { token, body })).status).toBe(422);
    await call('DELETE', `/records/customers/${made.id}?version=1`, { token });
    expect(await ask({ name: '杭州（龙井）茶叶有限公司' })).toMatchObject({ matches: [{ deleted: true }] });
  });

  it('counts, groups, searches and explains', async () => {
    const home = await call('GET', '/home', { token });
    expect(home).toMatchObject({ status: 200, body: { counts: { mine: expect.any(Number), contactToday: 0 } } });
    const groups = await call('POST', '/records/customers/aggregate', {
      token,
      body: { groupBy: [{ field: 'level' }], measures: [{ as: 'n', fn: 'count' }] },
    });
    expect(groups).toMatchObject({ status: 200, body: { rows: expect.any(Array), truncated: false } });
    const { id } = await aCustomer({ name: '搜索得到的公司' });
    expect((await call('GET', `/search?q=${encodeURIComponent('搜索得到')}`, { token })).body).toMatchObject({
      items: [{ module: 'customers', id, name: '搜索得到的公司' }],
    });
    expect(await call('GET', `/why?module=customers&id=${id}`, { token })).toMatchObject({
      status: 200,
      body: { allowed: true },
    });
  });

  it('takes digits for a number in a query string, and not in JSON', async () => {
    expect((await call('GET', '/records/customers?limit=1&last=true', { token })).status).toBe(200);
    for (const [key, value] of Object.entries({ limit: '1', page: '1', last: 'true' })) {
      const answer = await call('POST', '/records/customers/query', { token, body: { [key]: value } });
      expect(answer, key).toMatchObject({ status: 422, body: { errors: [{ path: key, code: 'invalidType' }] } });
    }
  });
});

it('logs no defect', () => {
  expect(logged).toEqual([]);
});
