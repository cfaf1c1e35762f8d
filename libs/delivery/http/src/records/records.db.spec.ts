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
  const { body, status } = await call('POST', '/records/customers', { token, body: { name: `客户 ${count}`, ...values } });
  expect(status, JSON.stringify(body)).toBe(201);
  return body as AnyRecord;
}

describe('a record over HTTP', () => {
  it('is made, read, changed, deleted and restored', async () => {
    const made = await aCustomer({ industry: 'it', mobile: '138 0000 1111' });
    expect(made).toMatchObject({ version: 1, industry: 'it', mobile: '13800001111', _why: 'owner', _watched: false });
    const path = `/records/customers/${made.id}`;
    const changed = await call('PATCH', path, { token, body: { version: 1, remark: '好' } });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, remark: '好' }, headers: { 'x-change-set': expect.any(String) } });
    expect(await call('DELETE', `${path}?version=1`, { token })).toMatchObject({ status: 409, body: { code: 'versionConflict' } });
    expect((await call('DELETE', `${path}?version=2`, { token })).status).toBe(204);
    const bin = await call('GET', '/records/customers?view=recycleBin', { token });
    expect(JSON.stringify(bin.body)).toContain(made.id);
    expect(await call('POST', `${path}/restore`, { token })).toMatchObject({ status: 200, body: { version: 4 } });
    expect((await call('GET', path, { token })).body).toMatchObject({ version: 4 });
  });

  it('is found by filter, sort, search and page', async () => {
    await aCustomer({ name: '中国移动通信', level: 'A' });
    await aCustomer({ name: '阿里巴巴', level: 'C' });
    const filter = encodeURIComponent(JSON.stringify({ field: 'level', op: 'in', value: ['A', 'C'] }));
    const { body } = await call('GET', `/records/customers?filter=${filter}&sort=name&fields=name,level&total=capped`, { token });
    expect(body).toMatchObject({ items: [{ name: '阿里巴巴' }, { name: '中国移动通信' }], total: { value: 2, exact: true } });
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
    expect(body).toMatchObject({ results: [{ id: one.id, ok: true }, { id: missing, ok: false, error: { code: 'notFound' } }, { id: two.id, ok: true }] });
    const undone = await call('POST', `/changes/${String(headers['x-change-set'])}/undo`, { token });
    expect(undone).toMatchObject({ status: 200, body: { reverted: 2, moved: [] } });
    expect((await call('GET', `/records/customers/${one.id}`, { token })).body).toMatchObject({ level: 'B', version: 3 });
  });

  it('answers the same to a repeated request with the same key', async () => {
    const request = { token, body: { name: '只此一家' }, headers: { 'idempotency-key': 'k1' } };
    const [first, second] = [await call('POST', '/records/customers', request), await call('POST', '/records/customers', request)];
    expect(second.body).toEqual(first.body);
  });
});

it('logs no defect', () => {
  expect(logged).toEqual([]);
});
