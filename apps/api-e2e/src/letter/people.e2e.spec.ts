import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { Company } from '../operations/company.js';

const nobody = new ApiClient(inject('serverUrl'));
const company = await Company.signUp(nobody);
const api = company.admin;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PASSWORD = 'Correct horse 1';
const fresh = (): string => randomBytes(5).toString('hex');
const mobile = (): string => `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;

describe('signing up and in', () => {
  it('signs a company up by e-mail or by mobile, and answers as the page says', async () => {
    for (const way of [{ email: `${fresh()}@example.com` }, { mobile: mobile() }]) {
      const { status, body, headers } = await nobody.call('POST', '/signup', {
        companyName: '甲公司',
        name: '王芳',
        password: PASSWORD,
        ...way,
      });
      expect(status, JSON.stringify(body)).toBe(201);
      expect(body).toEqual({
        tenant: { id: expect.stringMatching(UUID), name: '甲公司' },
        user: { id: expect.stringMatching(UUID), name: '王芳' },
        accessToken: expect.any(String),
      });
      expect(headers.getSetCookie().join()).toMatch(/HttpOnly/i);
      const login = await nobody.call('POST', '/auth/login', { login: Object.values(way)[0], password: PASSWORD });
      expect(login).toMatchObject({
        status: 200,
        body: { accessToken: expect.any(String), tenant: body['tenant'], user: body['user'] },
      });
    }
  });

  it.each<[string, object, string, string]>([
    ['neither e-mail nor mobile', { email: undefined }, 'required', 'email'],
    ['no company', { companyName: undefined }, 'required', 'companyName'],
    ['a short password', { password: 'x' }, 'outOfRange', 'password'],
    ['an e-mail that is none', { email: 'x' }, 'patternMismatch', 'email'],
    ['an unknown key', { colour: 'red' }, 'unknownKey', 'colour'],
    ['an unknown language', { locale: 'xx' }, 'unknownOption', 'locale'],
  ])('refuses a sign-up with %s', async (_, wrong, code, path) => {
    const body = { companyName: '甲', name: '王', email: `${fresh()}@example.com`, password: PASSWORD, ...wrong };
    const answer = await nobody.call('POST', '/signup', body);
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 422, body: { errors: [{ code, path }] } });
  });

  it('answers 401 to whom it does not know, alike for a wrong password and an unknown log-in', async () => {
    const wrong = await nobody.call('POST', '/auth/login', { login: company.adminLogin, password: 'x' });
    const unknown = await nobody.call('POST', '/auth/login', { login: `${fresh()}@example.com`, password: 'x' });
    expect([wrong.status, wrong.body]).toEqual([401, unknown.body]);
    for (const token of ['x', fresh(), '']) {
      const answer = await nobody.as(token).call('GET', '/me');
      expect(answer).toMatchObject({ status: 401, body: { status: 401 } });
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
  });

  it('answers in the language that the caller asks for', async () => {
    const say = async (language: string) =>
      (await nobody.call('GET', '/me', undefined, { 'accept-language': language })).body['title'];
    expect([await say('en'), await say('zh-CN')]).toEqual(['Please sign in', '请先登录']);
  });
});

describe('people', () => {
  it('are invited without a password, and active at once with one', async () => {
    const roleIds = [await company.roleId('sales')];
    const { departmentId } = (await api.call('GET', `/users/${company.adminId}`)).body;
    const base = { departmentId, superiorId: company.adminId, roleIds };
    const invited = await api.call('POST', '/users', { name: '李敏', email: `${fresh()}@example.com`, ...base });
    expect(invited, JSON.stringify(invited.body)).toMatchObject({
      status: 201,
      body: { name: '李敏', state: 'invited', ...base },
    });
    const active = await api.call('POST', '/users', { name: '赵强', mobile: mobile(), password: PASSWORD, ...base });
    expect(active).toMatchObject({ status: 201, body: { state: 'active' } });
    const path = `/users/${String(active.body['id'])}`;
    expect(await api.call('PATCH', path, { name: '赵强强' })).toMatchObject({ status: 200, body: { name: '赵强强' } });
    expect(await api.call('POST', `${path}/disable`)).toMatchObject({ status: 200, body: { state: 'disabled' } });
    expect((await api.call('GET', '/users')).body['items']).toHaveLength(3);
    for (const [wrong, at] of [
      [{ roleIds: [randomUUID()] }, 'roleIds.0'],
      [{ departmentId: randomUUID() }, 'departmentId'],
      [{ superiorId: randomUUID() }, 'superiorId'],
    ] as const)
      expect(
        await api.call('POST', '/users', { name: 'x', email: `${fresh()}@example.com`, ...base, ...wrong }),
      ).toMatchObject({
        status: 422,
        body: { code: 'notFound', errors: [{ path: at, code: 'notFound' }] },
      });
    expect((await api.call('GET', `/users/${randomUUID()}`)).status).toBe(404);
  });

  it('have the five roles that ship, and such as a company makes', async () => {
    const { items } = (await api.call<{ items: { key: string }[] }>('GET', '/roles')).body;
    expect(items.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['admin', 'manager', 'sales', 'finance', 'readonly']),
    );
    for (const scope of ['none', 'own', 'subordinates', 'department', 'departmentTree', 'all']) {
      const permissions = [{ module: 'customers', action: 'read', scope }];
      const fields = [{ module: 'customers', field: 'mobile', access: 'masked' }];
      const made = await api.call('POST', '/roles', {
        key: `r${fresh()}`,
        name: `角色 ${fresh()}`,
        permissions,
        fields,
      });
      expect(made, JSON.stringify(made.body)).toMatchObject({
        status: 201,
        body: { id: expect.stringMatching(UUID), key: expect.any(String), fields },
      });
      const read = await api.call('GET', `/roles/${String(made.body['id'])}`);
      expect(read, scope).toMatchObject({ status: 200, body: scope === 'none' ? { fields } : { permissions, fields } });
    }
    for (const [wrong, path] of [
      [{ permissions: [{ module: 'customers', action: 'read', scope: 'everything' }] }, 'permissions.0.scope'],
      [{ permissions: [{ module: 'nope', action: 'read', scope: 'own' }] }, 'permissions.0.module'],
      [{ permissions: [{ module: 'customers', action: 'nope', scope: 'own' }] }, 'permissions.0.action'],
      [{ fields: [{ module: 'customers', field: 'nope', access: 'read' }] }, 'fields.0.field'],
      [{ fields: [{ module: 'customers', field: 'mobile', access: 'nope' }] }, 'fields.0.access'],
    ] as const)
      expect(await api.call('POST', '/roles', { name: fresh(), ...wrong })).toMatchObject({
        status: 422,
        body: { errors: [{ path }] },
      });
  });

  it('stand in departments, which are a tree', async () => {
    const parent = await company.department();
    const made = await api.call('POST', '/departments', {
      name: `部门 ${fresh()}`,
      parentId: parent.id,
      leaderId: company.adminId,
    });
    expect(made).toMatchObject({ status: 201, body: { parentId: parent.id, leaderId: company.adminId } });
    expect(await api.call('PATCH', `/departments/${parent.id}`, { parentId: made.body['id'] })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'parentId' }] },
    });
    expect((await api.call('POST', `/departments/${String(made.body['id'])}/disable`)).status).toBe(200);
  });

  it('come by a link', async () => {
    const { body, status } = await api.call('POST', '/invitations', { roleIds: [await company.roleId('sales')] });
    expect([status, body['url']]).toEqual([201, expect.stringMatching(/^https?:\/\//)]);
  });

  it('may do what their role says, and are refused the rest with 403', async () => {
    const { client, id } = await company.colleague([await company.roleId('sales')]);
    for (const [method, path, body] of [
      ['POST', '/roles', { name: 'x' }],
      ['POST', '/users', { name: 'x', email: `${fresh()}@example.com`, roleIds: [] }],
      ['POST', '/modules/customers/fields', { label: { zh: 'x' }, type: 'text' }],
      ['POST', '/pools', { name: 'x' }],
      ['POST', '/pools/sweep', undefined],
      ['PATCH', `/users/${id}`, { roleIds: [await company.roleId('admin')] }],
    ] as const)
      expect(await client.call(method, path, body), path).toMatchObject({ status: 403, body: { code: 'notAllowed' } });
    const me = await client.call('GET', '/me');
    expect(me).toMatchObject({
      status: 200,
      body: { user: { id }, tenant: { id: company.tenantId }, permissions: expect.any(Array) },
    });
  });
});
