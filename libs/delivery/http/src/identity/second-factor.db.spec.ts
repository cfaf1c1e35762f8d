import { totpCode } from '@ruyi/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { httpTestApp, TEST_PASSWORD, type Answer, type HttpTestApp } from '../base/testing/http-test-app.js';
import { IdentityHttpModule } from './identity-http.module.js';

describe('the second factor over HTTP', () => {
  let http: HttpTestApp;
  beforeAll(async () => {
    http = await httpTestApp([IdentityHttpModule]);
  });

  const as = async <T>(promise: Promise<Answer>): Promise<T> => (await promise).body as T;
  const post = (path: string, body: object, token?: string): Promise<Answer> =>
    http.call('POST', path, { body, ...(token ? { token } : {}) });

  /** The app of a person who has set it up, with the session after it. */
  async function setUp(token: string): Promise<{ secret: string; recoveryCodes: string[]; accessToken: string }> {
    const begun = await as<{ secret: string; token: string }>(
      post('/me/second-factor/setup', { password: TEST_PASSWORD }, token),
    );
    const code = totpCode(begun.secret, -1);
    const confirmed = await post('/me/second-factor/confirm', { token: begun.token, code }, token);
    expect(confirmed.status).toBe(200);
    return { secret: begun.secret, ...(confirmed.body as { recoveryCodes: string[]; accessToken: string }) };
  }

  const logIn = (login: string): Promise<Answer> => post('/auth/login', { login, password: TEST_PASSWORD });
  const ticketOf = (answer: Answer): string => (answer.body as { secondFactor: { token: string } }).secondFactor.token;

  async function colleague(admin: string): Promise<{ id: string; login: string }> {
    const { items } = await as<{ items: { id: string; key: string }[] }>(http.call('GET', '/roles', { token: admin }));
    const login = `c${Math.random().toString(36).slice(2)}@example.com`;
    const roleIds = items.filter(({ key }) => key === 'sales').map(({ id }) => id);
    const made = await post('/users', { name: '李敏', email: login, roleIds, password: TEST_PASSWORD }, admin);
    return { id: (made.body as { id: string }).id, login };
  }

  it('is set up, asked for at log-in, and turned off', async () => {
    const { accessToken: before, login } = await http.company();
    expect((await post('/me/second-factor/setup', { password: 'not the one' }, before)).body).toMatchObject({
      status: 422,
      errors: [{ path: 'password', code: 'notAllowed' }],
    });
    const begun = await post('/me/second-factor/setup', { password: TEST_PASSWORD }, before);
    const { secret, address, token } = begun.body as { secret: string; address: string; token: string };
    expect(address).toContain(`secret=${secret}`);
    expect((await post('/me/second-factor/confirm', { token, code: '000000' }, before)).body).toMatchObject({
      status: 422,
      errors: [{ path: 'code', code: 'notAllowed' }],
    });
    expect(await logIn(login)).toMatchObject({ status: 200, body: { user: { name: '王芳' } } });
    const confirmed = await post('/me/second-factor/confirm', { token, code: totpCode(secret, -1) }, before);
    expect(confirmed).toMatchObject({ status: 200, body: { recoveryCodes: { length: 10 } } });
    expect((await http.call('GET', '/me', { token: before })).status).toBe(401);
    const { accessToken } = confirmed.body as { accessToken: string };
    expect(await http.call('GET', '/me', { token: accessToken })).toMatchObject({
      body: { secondFactor: { active: true, required: false } },
    });
    expect((await post('/me/second-factor/setup', { password: TEST_PASSWORD }, accessToken)).status).toBe(409);

    const asked = await logIn(login);
    expect(asked.status).toBe(200);
    expect(Object.keys(asked.body as object)).toEqual(['secondFactor']);
    expect(asked.headers['set-cookie']).toBeUndefined();
    const second = await post('/auth/second-factor', { token: ticketOf(asked), code: ` ${totpCode(secret)} ` });
    expect(second).toMatchObject({ status: 200, body: { user: { name: '王芳' } } });
    expect(second.headers['set-cookie']).toHaveLength(2);
    expect(await post('/auth/second-factor', { token: 'made up', code: totpCode(secret) })).toMatchObject({
      status: 422,
      body: { code: 'expired', errors: [{ path: 'token' }] },
    });

    const proof = { password: TEST_PASSWORD, code: (confirmed.body as { recoveryCodes: string[] }).recoveryCodes[0] };
    expect((await post('/me/second-factor/off', { ...proof, code: '000000' }, accessToken)).status).toBe(422);
    expect((await post('/me/second-factor/off', proof, accessToken)).status).toBe(204);
    expect(await http.call('GET', '/me/second-factor', { token: accessToken })).toMatchObject({
      body: { active: false, since: null, recoveryCodesLeft: 0, required: false },
    });
    expect(await logIn(login)).toMatchObject({ status: 200, body: { user: { name: '王芳' } } });
    const { items } = await as<{ items: { action: string; detail: object }[] }>(
      http.call('GET', '/audit?about=logins', { token: accessToken }),
    );
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['secondFactor.on', 'secondFactor.off', 'secondFactor.failed', 'login']),
    );
    expect(items.filter(({ detail }) => JSON.stringify(detail) === '{"secondFactor":"code"}')).toHaveLength(1);
  });

  it('is wanted of everybody by the company: who has none can do nothing but set it up', async () => {
    const admin = await http.company();
    const rule = { body: { secondFactorRequired: true }, token: admin.accessToken };
    expect(await http.call('PATCH', '/company', rule)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'secondFactorRequired', code: 'notAllowed' }] },
    });
    const { login } = await colleague(admin.accessToken);
    const { accessToken } = await as<{ accessToken: string }>(logIn(login));
    expect((await http.call('GET', '/users/pick', { token: accessToken })).status).toBe(200);
    const { accessToken: token } = await setUp(admin.accessToken);
    expect(await http.call('PATCH', '/company', { ...rule, token: accessToken })).toMatchObject({ status: 403 });
    expect(await http.call('PATCH', '/company', { ...rule, token })).toMatchObject({
      status: 200,
      body: { secondFactorRequired: true },
    });
    for (const [method, path] of [
      ['GET', '/users/pick'],
      ['GET', '/company'],
      ['PATCH', '/me'],
      ['GET', '/me/sessions'],
      ['GET', '/events'],
    ] as const)
      expect(
        await http.call(method, path, { token: accessToken, ...(method === 'PATCH' ? { body: {} } : {}) }),
        path,
      ).toMatchObject({
        status: 403,
        body: { code: 'secondFactorRequired' },
      });
    const later = await as<{ accessToken: string }>(logIn(login));
    expect(await http.call('GET', '/me', { token: later.accessToken })).toMatchObject({
      status: 200,
      body: { user: { name: '李敏' }, secondFactor: { active: false, required: true }, permissions: [], modules: [] },
    });
    const done = await setUp(later.accessToken);
    expect((await http.call('GET', '/users/pick', { token: done.accessToken })).status).toBe(200);
    const proof = { password: TEST_PASSWORD, code: totpCode(done.secret) };
    expect((await post('/me/second-factor/off', proof, done.accessToken)).status).toBe(204);
    expect((await http.call('GET', '/users/pick', { token: done.accessToken })).status).toBe(403);
    expect((await http.call('PATCH', '/company', { body: { secondFactorRequired: false }, token })).status).toBe(200);
    expect((await http.call('GET', '/users/pick', { token: done.accessToken })).status).toBe(200);
  });

  it('is taken off by an administrator, but not their own, nor of an account that other companies use', async () => {
    const admin = await http.company();
    const { id, login } = await colleague(admin.accessToken);
    const reset = (userId: string): Promise<Answer> =>
      http.call('POST', `/users/${userId}/second-factor/reset`, { token: admin.accessToken });
    expect((await reset(id)).status).toBe(409);
    const { accessToken } = await as<{ accessToken: string }>(logIn(login));
    const mine = await setUp(accessToken);
    expect(await http.call('GET', `/users/${id}`, { token: admin.accessToken })).toMatchObject({
      body: { secondFactor: true },
    });
    expect(await reset(id)).toMatchObject({ status: 200, body: { secondFactor: false } });
    expect((await http.call('GET', '/me', { token: mine.accessToken })).status).toBe(401);
    expect(await logIn(login)).toHaveProperty('body.accessToken');
    expect((await reset(admin.user.id)).status).toBe(403);
    const stranger = await http.company();
    expect((await http.call('POST', `/users/${id}/second-factor/reset`, { token: stranger.accessToken })).status).toBe(
      404,
    );
    const again = await setUp((await as<{ accessToken: string }>(logIn(login))).accessToken);
    const body = { companyName: '自己的', name: '李敏', email: login, password: TEST_PASSWORD };
    expect((await post('/signup', body)).status).toBe(422);
    expect((await post('/signup', { ...body, code: again.recoveryCodes[0] })).status).toBe(201);
    expect(await reset(id)).toMatchObject({ status: 403 });
    const { items } = await as<{ items: { subjectId: string; by: { name: string } }[] }>(
      http.call('GET', '/audit?action=secondFactor.reset', { token: admin.accessToken }),
    );
    expect(items).toMatchObject([{ subjectId: id, by: { name: '王芳' } }]);
  });

  it('leads into one of several companies by the ticket of the code', async () => {
    const first = await http.company('甲公司');
    const body = { companyName: '乙公司', name: '王芳', email: first.login, password: TEST_PASSWORD };
    const second = await as<{ tenant: { id: string } }>(post('/signup', body));
    const { secret } = await setUp(first.accessToken);
    const token = ticketOf(await logIn(first.login));
    const choice = await post('/auth/second-factor', { token, code: totpCode(secret) });
    expect(choice).toMatchObject({ status: 200, body: { choose: [{ name: '乙公司' }, { name: '甲公司' }] } });
    expect(choice.headers['set-cookie']).toBeUndefined();
    const chosen = { token: (choice.body as { token: string }).token, tenantId: second.tenant.id };
    const entered = await post('/auth/choose', chosen);
    expect(entered).toMatchObject({ status: 200, body: { tenant: { name: '乙公司' } } });
    expect((await post('/auth/choose', { ...chosen, token })).status).toBe(422);
    const { accessToken } = entered.body as { accessToken: string };
    expect(await post('/auth/switch', { tenantId: first.tenant.id }, accessToken)).toMatchObject({ status: 200 });
    expect(http.logged).toEqual([]);
  });
});
