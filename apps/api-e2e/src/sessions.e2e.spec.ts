import { randomBytes } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';

const url = inject('serverUrl');
const nobody = new ApiClient(url);
const PASSWORD = 'Correct horse 1';
const freshEmail = (): string => `${randomBytes(6).toString('hex')}@example.com`;

interface SignedIn {
  readonly accessToken: string;
  readonly tenant: { readonly id: string; readonly name: string };
}

async function signUp(
  email = freshEmail(),
  companyName = '如意茶业',
): Promise<SignedIn & { readonly email: string; readonly client: ApiClient }> {
  const { status, body } = await nobody.call<SignedIn>('POST', '/signup', {
    companyName,
    name: '王芳',
    email,
    password: PASSWORD,
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return { ...body, email, client: new ApiClient(url, body.accessToken) };
}

describe('a session', () => {
  it('of a browser is a cookie that nothing but GET can use without the header', async () => {
    const { email } = await signUp();
    const login = await nobody.call('POST', '/auth/login', { login: email, password: PASSWORD });
    const cookies = login.headers.getSetCookie();
    expect(cookies.find((cookie) => cookie.startsWith('ruyi_session='))).toMatch(/HttpOnly/i);
    const cookie = cookies.map((each) => each.split(';')[0]).join('; ');
    const csrf = /ruyi_csrf=([^;]+)/.exec(cookie)?.[1] ?? '';
    const send = (method: string, path: string, headers: Record<string, string> = {}) =>
      fetch(`${url}/api/v1${path}`, {
        method,
        headers: { cookie, 'content-type': 'application/json', ...headers },
        ...(method === 'POST' ? { body: JSON.stringify({ name: '甲公司' }) } : {}),
      });
    expect((await send('GET', '/me')).status).toBe(200);
    expect((await send('POST', '/records/customers')).status).toBe(403);
    expect((await send('POST', '/records/customers', { 'x-csrf-token': `${csrf}x` })).status).toBe(403);
    expect((await send('POST', '/records/customers', { 'x-csrf-token': csrf })).status).toBe(201);
  });

  it('ends by log-out, and with the password forgotten and set anew by mail', async () => {
    const { email, client } = await signUp();
    const other = await nobody.call<SignedIn>('POST', '/auth/login', { login: email, password: PASSWORD });
    const second = new ApiClient(url, other.body.accessToken);
    expect((await second.call('POST', '/auth/logout')).status).toBe(204);
    expect((await second.call('GET', '/me')).status).toBe(401);
    expect((await client.call('GET', '/me')).status).toBe(200);

    expect((await nobody.call('POST', '/auth/forgot', { login: email })).status).toBe(204);
    const mails = async () =>
      (await nobody.call<{ mail: readonly object[] }>('GET', '//dev/outbox.json')).body.mail.map((mail) =>
        JSON.stringify(mail),
      );
    const letter = async () => (await mails()).find((mail) => mail.includes(email)) ?? '';
    await expect.poll(letter, { timeout: 20_000 }).toContain('/reset/');
    const token = /\/reset\/([\w.-]+)/.exec(await letter())?.[1] ?? '';
    const reset = { token, password: 'Correct horse 2' };
    expect((await nobody.call('POST', '/auth/reset', reset)).status).toBeLessThan(300);
    expect(await nobody.call('POST', '/auth/reset', reset)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'token' }] },
    });
    expect((await client.call('GET', '/me')).status).toBe(401);
    expect((await nobody.call('POST', '/auth/login', { login: email, password: PASSWORD })).status).toBe(401);
    expect((await nobody.call('POST', '/auth/login', { login: email, password: reset.password })).status).toBe(200);
  });

  it('belongs to one company of several, and changes to another by a switch', async () => {
    const email = freshEmail();
    const first = await signUp(email, '第一公司');
    const second = await signUp(email, '第二公司');
    const login = await nobody.call<{ choose: { tenantId: string }[]; accessToken?: string }>('POST', '/auth/login', {
      login: email,
      password: PASSWORD,
    });
    expect(login.body.choose.map(({ tenantId }) => tenantId).sort()).toEqual(
      [first.tenant.id, second.tenant.id].sort(),
    );
    expect(login.body.accessToken).toBeUndefined();
    const switched = await first.client.call<SignedIn>('POST', '/auth/switch', { tenantId: second.tenant.id });
    expect(switched).toMatchObject({ status: 200, body: { tenant: { name: '第二公司' } } });
    const stranger = await signUp();
    expect(
      (await first.client.call('POST', '/auth/switch', { tenantId: stranger.tenant.id })).status,
    ).toBeGreaterThanOrEqual(401);
  });

  it('ends at once for whoever is disabled, and learns of new rights with the next request', async () => {
    const { client: admin } = await signUp();
    const role = await admin.call('POST', '/roles', {
      name: '查看',
      permissions: [{ module: 'customers', action: 'read', scope: 'own' }],
    });
    const email = freshEmail();
    const user = await admin.call('POST', '/users', {
      name: '李敏',
      email,
      roleIds: [role.body['id']],
      password: PASSWORD,
    });
    const login = await nobody.call<SignedIn>('POST', '/auth/login', { login: email, password: PASSWORD });
    const ann = new ApiClient(url, login.body.accessToken);
    const made = await admin.call('POST', '/records/customers', { name: '甲公司', mobile: '13800138000' });
    const path = `/records/customers/${String(made.body['id'])}`;
    expect((await ann.call('GET', path)).status).toBe(404);
    const rights = {
      permissions: [{ module: 'customers', action: 'read', scope: 'all' }],
      fields: [{ module: 'customers', field: 'mobile', access: 'masked' }],
    };
    expect((await admin.call('PATCH', `/roles/${String(role.body['id'])}`, rights)).status).toBe(200);
    expect((await ann.call('GET', path)).body).toMatchObject({ mobile: '138****8000' });
    expect(await ann.call('PATCH', path, { version: 1, rating: 1 })).toMatchObject({
      status: 403,
      body: { code: 'notAllowed' },
    });
    expect((await admin.call('POST', `/users/${String(user.body['id'])}/disable`)).status).toBe(200);
    expect((await ann.call('GET', path)).status).toBe(401);
  });
});

describe('the live events', () => {
  it('tell of a job as it ends, with an id to go on from', async () => {
    const { client, accessToken } = await signUp();
    await client.call('POST', '/records/customers', { name: '甲公司' });
    const stop = new AbortController();
    const stream = await fetch(`${url}/api/v1/events`, {
      headers: { authorization: `Bearer ${accessToken}` },
      signal: stop.signal,
    });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const heard = (async () => {
      let text = '';
      for await (const chunk of stream.body ?? []) {
        text += Buffer.from(chunk).toString();
        if (/event: job\n(?:.*\n)*?data: .*completed/.test(text)) return text;
      }
      return text;
    })();
    const started = await client.call('POST', '/records/customers/export', {
      filter: { and: [] },
      fields: ['name'],
      format: 'csv',
    });
    expect(started.status, JSON.stringify(started.body)).toBe(202);
    const text = await Promise.race([
      heard,
      new Promise<string>((resolve) => setTimeout(() => resolve('nothing in time'), 30_000)),
    ]);
    stop.abort();
    expect(text).toContain(String(started.body['jobId']));
    expect(text).toMatch(/^id: \S+$/m);
    expect((await nobody.call('GET', '/events')).status).toBe(401);
  });
});
