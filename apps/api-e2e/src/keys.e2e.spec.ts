import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { Company } from './operations/company.js';

const url = inject('serverUrl');

interface Key {
  readonly id: string;
  readonly userId: string;
  readonly key: string;
  readonly lastUsedAt: string | null;
  readonly state: string;
}

let company: Company;

beforeAll(async () => {
  company = await Company.signUp(new ApiClient(url));
});

const program = (key: { readonly key: string }): ApiClient => company.admin.as(key.key);
const listed = async (id: string): Promise<Key | undefined> =>
  (await company.must<{ items: Key[] }>('GET', '/keys')).body.items.find((each) => each.id === id);

describe('an API key', () => {
  it('is shown once, works as its role says, and stands in histories by its name', async () => {
    const key = await company.key('sales');
    expect(key.key).toMatch(/^rk_[\w-]{22}\.[\w-]{43}$/);
    expect(JSON.stringify((await company.admin.call('GET', '/keys')).body)).not.toContain(key.key);
    const api = program(key);
    const made = await api.call('POST', '/records/customers', { name: `程序录入 ${company.marker} 公司` });
    expect(made).toMatchObject({ status: 201, body: { _display: { createdBy: key['name'], ownerId: key['name'] } } });
    const history = await company.must('GET', `/records/customers/${String(made.body['id'])}/history`);
    expect(JSON.stringify(history.body)).toContain(String(key['name']));
    // Own: what the key itself owns.
    const others = await company.record('customers');
    expect((await api.call('GET', `/records/customers/${others.id}`)).status).toBe(404);
    expect((await api.call<{ items: object[] }>('GET', '/records/customers')).body.items).toHaveLength(1);
    expect((await api.call('GET', '/me')).body).toMatchObject({ user: { name: key['name'] }, tenants: [] });
  });

  it('notes its use to the minute, not at every request', async () => {
    const key = await company.key('readonly');
    expect((await listed(key.id))?.lastUsedAt).toBeNull();
    expect((await program(key).call('GET', '/records/customers')).status).toBe(200);
    const first = (await listed(key.id))?.lastUsedAt;
    expect(first).toBeTruthy();
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    for (let n = 0; n < 5; n += 1) await program(key).call('GET', '/records/customers');
    expect((await listed(key.id))?.lastUsedAt).toBe(first);
  });

  it('has another role from the next request on, and nothing once it is revoked', async () => {
    const key = await company.key('readonly');
    const api = program(key);
    const body = { name: `甲 ${company.marker} 公司` };
    expect((await api.call('POST', '/records/customers', body)).status).toBe(403);
    await company.must('PATCH', `/keys/${key.id}`, { roleId: await company.roleId('sales') });
    expect((await api.call('POST', '/records/customers', body)).status).toBe(201);
    await company.must('DELETE', `/keys/${key.id}`);
    expect((await api.call('GET', '/records/customers')).status).toBe(401);
    expect((await api.call('GET', '/me')).status).toBe(401);
    expect((await listed(key.id))?.state).toBe('revoked');
    expect((await company.admin.call('DELETE', `/keys/${key.id}`)).status).toBe(404);
  });

  it('never manages people, roles, keys, the company or sessions, whatever its role', async () => {
    const key = await company.key('admin');
    const api = program(key);
    const roleId = await company.roleId('admin');
    const refused: readonly (readonly [string, string, unknown?])[] = [
      ['GET', '/users'],
      ['POST', '/users', { name: '李敏', email: 'x@example.com', roleIds: [roleId], password: 'Correct horse 1' }],
      ['POST', `/users/${company.adminId}/password`, { password: 'Correct horse 9' }],
      ['POST', '/roles', { name: '角色' }],
      ['POST', '/invitations', { roleIds: [roleId] }],
      ['POST', '/departments', { name: '部门' }],
      ['GET', '/keys'],
      ['POST', '/keys', { name: 'x', roleId }],
      ['DELETE', `/keys/${key.id}`],
      ['PATCH', '/company', { name: '乙' }],
      ['GET', '/audit'],
      ['GET', '/senders/sms'],
      ['GET', '/me/sessions'],
      ['POST', '/me/password', { current: 'x', password: 'Correct horse 2' }],
      ['PATCH', '/me', { name: '乙' }],
      ['POST', '/auth/switch', { tenantId: company.tenantId }],
      ['POST', '/auth/logout'],
    ];
    const answers = await Promise.all(refused.map(([method, path, body]) => api.call(method, path, body)));
    expect(refused.map(([method, path], n) => `${method} ${path} ${answers[n]?.status ?? 0}`)).toEqual(
      refused.map(([method, path]) => `${method} ${path} 403`),
    );
    // What its role gives beyond that it may.
    const field = { label: { zh: '渠道' }, type: 'text' };
    expect((await api.call('POST', '/modules/customers/fields', field)).status).toBe(201);
  });

  it('is no person: not in lists, not disabled or renamed as one, not the last administrator', async () => {
    const key = await company.key('admin');
    const { userId } = (await listed(key.id)) as Key;
    const users = (await company.must<{ items: { id: string }[] }>('GET', '/users?limit=200')).body.items;
    const picked = (await company.must<{ items: { id: string }[] }>('GET', '/users/pick?limit=200')).body.items;
    expect([...users, ...picked].map(({ id }) => id)).not.toContain(userId);
    expect((await company.admin.call('GET', `/users/${userId}`)).status).toBe(404);
    expect((await company.admin.call('POST', `/users/${userId}/disable`)).status).toBe(404);
    expect((await company.admin.call('PATCH', `/users/${userId}`, { name: '乙' })).status).toBe(404);
  });

  it('is given by nobody who could not give its role to a colleague, and is logged', async () => {
    const { id: peopleRole } = await company.make('/roles', {
      name: '人事',
      permissions: [{ module: 'admin', action: 'people', scope: 'all' }],
    });
    const { client } = await company.colleague([peopleRole]);
    const strong = { name: '越权', roleId: await company.roleId('admin') };
    expect((await client.call('POST', '/keys', strong)).status).toBe(403);
    const weak = { name: '同步', roleId: await company.roleId('readonly') };
    expect((await client.call('POST', '/keys', weak)).status).toBe(201);
    const adminKey = await company.key('admin');
    expect((await client.call('DELETE', `/keys/${adminKey.id}`)).status).toBe(403);
    expect((await company.admin.call('POST', '/keys', { ...weak, roleId: company.adminId })).status).toBe(422);
    const audit = await company.must('GET', '/audit?about=people&limit=50');
    expect(JSON.stringify(audit.body)).toContain('"key.create"');
    expect(JSON.stringify(audit.body)).not.toContain('rk_');
  });

  it('in a cookie, cut short or of nobody opens nothing', async () => {
    const { key } = await company.key('readonly');
    const asCookie = await fetch(`${url}/api/v1/records/customers`, { headers: { cookie: `ruyi_session=${key}` } });
    expect(asCookie.status).toBe(401);
    for (const wrong of [key.slice(0, -1), key.slice(3), `${key.slice(0, -4)}AAAA`, 'rk_', 'rk_x.y'])
      expect((await company.admin.as(wrong).call('GET', '/records/customers')).status).toBe(401);
  });
});
