import { randomBytes } from 'node:crypto';
import { totpCode, type ApiClient } from '@ruyi/testing';
import type { Company } from './company.js';
import type { Example } from './example.js';

const fresh = (): string => randomBytes(5).toString('hex');
const PASSWORD = 'Correct horse 1';

/** Sign-up, sessions, people, roles, invitations. */
export const EXAMPLES_OF_PEOPLE: Readonly<Record<string, (company: Company) => Promise<Example> | Example>> = {
  'POST /signup': () => ({
    body: { companyName: '甲公司', name: '王', email: `${fresh()}@example.com`, password: PASSWORD, locale: 'en' },
  }),
  'POST /auth/login': (company) => ({ body: { login: company.adminLogin, password: PASSWORD } }),
  'POST /auth/switch': (company) => ({ body: { tenantId: company.tenantId } }),
  'POST /auth/second-factor': async (company) => {
    const { token, secret } = await secondStep(company);
    return { body: { token, code: totpCode(secret) } };
  },
  'POST /auth/choose': async (company) => {
    const { email, token, secret, recoveryCodes, accessToken } = await secondStep(company);
    const nobody = company.admin.as(null);
    const [code] = recoveryCodes;
    await nobody.call('POST', '/signup', { companyName: '第二家', name: '赵强', email, password: PASSWORD, code });
    const choice = await nobody.call<{ token: string; choose: { tenantId: string }[] }>('POST', '/auth/second-factor', {
      token,
      code: totpCode(secret),
    });
    const tenantId = choice.body.choose.find((each) => each.tenantId === company.tenantId)?.tenantId;
    return { client: company.admin.as(accessToken), body: { token: choice.body.token, tenantId } };
  },
  'POST /auth/logout': async (company) => ({ client: await sales(company) }),
  'POST /auth/forgot': () => ({ body: { login: `${fresh()}@example.com` } }),
  'POST /auth/reset': async (company) => ({ body: { token: await resetToken(company), password: PASSWORD } }),
  'GET /me': () => ({}),
  'PATCH /me': () => ({ body: { name: '王芳', locale: 'zh-CN', notify: {} } }),
  'POST /me/password': async (company) => ({
    client: await sales(company),
    body: { current: PASSWORD, password: 'Correct horse 2' },
  }),
  'GET /me/sessions': () => ({}),
  'DELETE /me/sessions/{id}': async (company) => {
    const client = await sales(company);
    const { body } = await client.call<{ items: { id: string }[] }>('GET', '/me/sessions');
    return { client, path: { id: body.items[0]?.id ?? '' } };
  },
  'POST /me/sessions/end-others': async (company) => ({ client: await onTwoDevices(company) }),
  'GET /me/second-factor': () => ({}),
  'POST /me/second-factor/setup': async (company) => ({ client: await sales(company), body: { password: PASSWORD } }),
  'POST /me/second-factor/confirm': async (company) => {
    const client = await sales(company);
    const { token, secret } = await begun(client);
    return { client, body: { token, code: totpCode(secret) } };
  },
  'POST /me/second-factor/off': proof,
  'POST /me/second-factor/recovery-codes': proof,
  'GET /users': () => ({ query: { search: '王', state: 'active', limit: '5' } }),
  'POST /users': async (company) => ({
    body: {
      name: '李敏',
      email: `${fresh()}@example.com`,
      account: `u${fresh()}`,
      departmentId: (await company.department()).id,
      superiorId: company.adminId,
      roleIds: [await company.roleId('sales')],
    },
  }),
  'GET /users/pick': () => ({ query: { q: '王', limit: '5' } }),
  'GET /users/subordinates': () => ({}),
  'GET /users/{id}': user,
  'PATCH /users/{id}': async (company) => ({ ...(await user(company)), body: { name: '李敏敏', superiorId: null } }),
  'POST /users/{id}/disable': user,
  'POST /users/{id}/enable': async (company) => {
    const example = await user(company);
    await company.must('POST', `/users/${example.path.id}/disable`);
    return example;
  },
  'POST /users/{id}/password': async (company) => ({ ...(await user(company)), body: { password: PASSWORD } }),
  'POST /users/{id}/second-factor/reset': async (company) => ({ path: { id: (await secondStep(company)).id } }),
  'POST /users/{id}/invite': user,
  'GET /departments': () => ({}),
  'POST /departments': async (company) => ({
    body: { name: `部门 ${fresh()}`, parentId: (await company.department()).id, leaderId: company.adminId },
  }),
  'GET /departments/{id}': department,
  'PATCH /departments/{id}': async (company) => ({ ...(await department(company)), body: { name: `部门 ${fresh()}` } }),
  'DELETE /departments/{id}': department,
  'POST /departments/{id}/disable': department,
  'POST /departments/{id}/enable': department,
  'GET /roles': () => ({}),
  'POST /roles': async (company) => ({
    body: {
      name: `角色 ${fresh()}`,
      permissions: [{ module: 'customers', action: 'read', scope: 'own' }],
      fields: [{ module: 'customers', field: (await company.fields('customers')).text, access: 'masked' }],
    },
  }),
  'GET /roles/{id}': role,
  'PATCH /roles/{id}': async (company) => ({
    ...(await role(company)),
    body: { fields: [{ module: 'customers', field: 'mobile', access: 'hidden' }] },
  }),
  'DELETE /roles/{id}': role,
  'POST /roles/{id}/disable': role,
  'POST /roles/{id}/enable': role,
  'GET /keys': () => ({}),
  'POST /keys': async (company) => ({
    body: { name: `ERP ${fresh()}`, roleId: await company.roleId('sales'), expiresInDays: 30 },
  }),
  'PATCH /keys/{id}': async (company) => ({ ...(await key(company)), body: { name: `ERP ${fresh()}` } }),
  'DELETE /keys/{id}': key,
  'POST /invitations': async (company) => ({
    body: { roleIds: [await company.roleId('sales')], superiorId: company.adminId, expiresInDays: 3, maxUses: 2 },
  }),
  'GET /invitations': () => ({}),
  'DELETE /invitations/{id}': async (company) => ({ path: { id: (await company.invitation()).id } }),
  'GET /invitations/{token}/public': async (company) => ({ path: { token: await company.invitationToken() } }),
  'POST /invitations/{token}/accept': async (company) => ({
    path: { token: await company.invitationToken() },
    body: { name: '赵强', email: `${fresh()}@example.com`, password: PASSWORD },
  }),
  'GET /company': () => ({}),
  'PATCH /company': () => ({ body: { name: '如意茶业', timeZone: 'Asia/Shanghai' } }),
  'GET /audit': (company) => ({
    query: { limit: '5', about: 'people', userId: company.adminId, from: '2026-01-01', to: '2999-12-31T23:59:59Z' },
  }),
};

async function user(company: Company) {
  return { path: { id: (await company.invited()).id } };
}

async function department(company: Company) {
  return { path: { id: (await company.department()).id } };
}

async function role(company: Company) {
  return { path: { id: (await company.role()).id } };
}

async function key(company: Company) {
  return { path: { id: (await company.key()).id } };
}

async function onTwoDevices(company: Company): Promise<ApiClient> {
  const login = `${fresh()}@example.com`;
  const nobody = company.admin.as(null);
  await company.make('/users', {
    name: '赵强',
    email: login,
    roleIds: [await company.roleId('sales')],
    password: PASSWORD,
  });
  const enter = () => nobody.call<{ accessToken: string }>('POST', '/auth/login', { login, password: PASSWORD });
  await enter();
  return nobody.as((await enter()).body.accessToken);
}

async function sales(company: Company) {
  return (await company.colleague([await company.roleId('sales')])).client;
}

/** A secret that is not in force yet. */
async function begun(client: ApiClient): Promise<{ readonly token: string; readonly secret: string }> {
  const { body } = await client.call<{ token: string; secret: string }>('POST', '/me/second-factor/setup', {
    password: PASSWORD,
  });
  return body;
}

/** A colleague who has a second factor, and has just given their password. */
async function secondStep(company: Company) {
  const email = `${fresh()}@example.com`;
  const nobody = company.admin.as(null);
  const roleIds = [await company.roleId('sales')];
  const { id } = await company.make('/users', { name: '赵强', email, roleIds, password: PASSWORD });
  const first = await nobody.call<{ accessToken: string }>('POST', '/auth/login', { login: email, password: PASSWORD });
  const client = nobody.as(first.body.accessToken);
  const { token: setUp, secret } = await begun(client);
  const { body } = await client.call<{ accessToken: string; recoveryCodes: string[] }>(
    'POST',
    '/me/second-factor/confirm',
    { token: setUp, code: totpCode(secret, -1) },
  );
  const asked = await nobody.call<{ secondFactor: { token: string } }>('POST', '/auth/login', {
    login: email,
    password: PASSWORD,
  });
  return { id, email, secret, token: asked.body.secondFactor.token, ...body };
}

async function proof(company: Company) {
  const { accessToken, recoveryCodes } = await secondStep(company);
  return { client: company.admin.as(accessToken), body: { password: PASSWORD, code: recoveryCodes[0] } };
}

/** Of the letter that a forgotten password brings to a colleague. */
async function resetToken(company: Company): Promise<string> {
  const nobody = company.admin.as(null);
  const email = `${fresh()}@example.com`;
  await company.make('/users', {
    name: '赵强',
    email,
    roleIds: [await company.roleId('sales')],
    password: PASSWORD,
  });
  await nobody.call('POST', '/auth/forgot', { login: email });
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const { body } = await nobody.call<{ mail: readonly object[] }>('GET', '//dev/outbox.json');
    const letters = body.mail.map((mail) => JSON.stringify(mail)).filter((mail) => mail.includes(email));
    const token = letters.map((letter) => /\/reset\/([\w.-]+)/.exec(letter)?.[1]).find((found) => found);
    if (token) return token;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('the letter with the link did not come');
}
