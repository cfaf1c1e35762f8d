import { beforeAll, describe, expect, it } from 'vitest';
import { httpTestApp, TEST_PASSWORD, type HttpTestApp } from '../base/testing/http-test-app.js';
import { IdentityHttpModule } from './identity-http.module.js';

const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';

describe('signing up and in over HTTP', () => {
  let http: HttpTestApp;
  beforeAll(async () => {
    http = await httpTestApp([IdentityHttpModule]);
  });

  it('signs a company up, knows its administrator by the token, and forgets them on logging out', async () => {
    const signUp = await http.call('POST', '/signup', {
      body: { companyName: '长风', name: '李雷', mobile: '13800000001', password: TEST_PASSWORD },
    });
    expect(signUp).toMatchObject({ status: 201, body: { tenant: { name: '长风' }, user: { name: '李雷' } } });
    const { accessToken: token } = signUp.body as { accessToken: string };
    expect(await http.call('GET', '/me', { token })).toMatchObject({
      status: 200,
      body: { user: { name: '李雷' }, tenant: { baseCurrency: 'CNY' } },
    });
    expect((await http.call('POST', '/auth/logout', { token })).status).toBe(204);
    expect(await http.call('GET', '/me', { token })).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    const login = await http.call('POST', '/auth/login', {
      body: { login: '+86 138 0000 0001', password: TEST_PASSWORD },
    });
    expect(login).toMatchObject({ status: 200, body: { user: { name: '李雷' } } });
  });

  it('lists where one is signed in, and ends a session from afar', async () => {
    const { accessToken: token, login } = await http.company();
    const body = { login, password: TEST_PASSWORD };
    const elsewhere = await http.call('POST', '/auth/login', { body, headers: { 'user-agent': SAFARI } });
    const third = await http.call('POST', '/auth/login', { body });
    const there = String((elsewhere.body as { accessToken: string }).accessToken);
    const listed = await http.call('GET', '/me/sessions', { token });
    const { items } = listed.body as { items: { id: string; device: string; current: boolean; lastUsedAt: string }[] };
    expect(items).toHaveLength(3);
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    const phone = items.find(({ device }) => device === 'Safari · iOS');
    expect(Date.now() - Date.parse(phone?.lastUsedAt ?? '')).toBeLessThan(60_000);
    expect((await http.call('GET', '/me', { token: there })).status).toBe(200);
    const stranger = await http.company();
    const path = `/me/sessions/${phone?.id}`;
    expect((await http.call('DELETE', path, { token: stranger.accessToken })).status).toBe(404);
    expect((await http.call('DELETE', path, { token })).status).toBe(204);
    expect((await http.call('GET', '/me', { token: there })).status).toBe(401);
    expect((await http.call('DELETE', path, { token })).status).toBe(404);
    const others = await http.call('POST', '/me/sessions/end-others', { token });
    expect(others).toMatchObject({ status: 200, body: { ended: 1 } });
    expect(
      (await http.call('GET', '/me', { token: String((third.body as { accessToken: string }).accessToken) })).status,
    ).toBe(401);
    expect((await http.call('GET', '/me', { token })).status).toBe(200);
  });

  it('takes a cookie for reading, and for writing only with its CSRF value', async () => {
    const { login } = await http.company();
    const answer = await http.call('POST', '/auth/login', { body: { login, password: TEST_PASSWORD } });
    const cookies = (answer.headers['set-cookie'] as string[]).map((each) => each.split(';')[0] ?? '');
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/HttpOnly; SameSite=Lax/),
      expect.not.stringContaining('HttpOnly'),
    ]);
    const cookie = cookies.join('; ');
    const csrf = cookies[1]?.split('=')[1] ?? '';
    expect((await http.call('GET', '/me', { headers: { cookie } })).status).toBe(200);
    const change = { body: { name: '新名' } };
    expect((await http.call('PATCH', '/me', { ...change, headers: { cookie } })).status).toBe(403);
    expect(
      (await http.call('PATCH', '/me', { ...change, headers: { cookie, 'x-csrf-token': `${csrf}x` } })).status,
    ).toBe(403);
    expect(await http.call('PATCH', '/me', { ...change, headers: { cookie, 'x-csrf-token': csrf } })).toMatchObject({
      status: 200,
      body: { user: { name: '新名' } },
    });
  });

  it('gives the same answer for an unknown account and a wrong password', async () => {
    const { login } = await http.company();
    const wrong = await http.call('POST', '/auth/login', { body: { login, password: 'not the one' } });
    const unknown = await http.call('POST', '/auth/login', {
      body: { login: 'nobody@example.com', password: 'not the one' },
    });
    expect(wrong.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
  });

  it('slows down guessing', async () => {
    const body = { login: 'guessed@example.com', password: 'guess' };
    const attempts = Array.from({ length: 14 }, () => http.call('POST', '/auth/login', { body }));
    const statuses = (await Promise.all(attempts)).map((answer) => answer.status).sort();
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429, 429, 429]);
    const refused = await http.call('POST', '/auth/login', { body });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('lets one person log in many times at once', async () => {
    const { login } = await http.company();
    const attempts = Array.from({ length: 15 }, () =>
      http.call('POST', '/auth/login', { body: { login, password: TEST_PASSWORD } }),
    );
    expect(new Set((await Promise.all(attempts)).map((answer) => answer.status))).toEqual(new Set([200]));
  });

  it('serves the description of the API and nothing unknown', async () => {
    expect(await http.call('GET', '//api/openapi.json')).toMatchObject({ status: 200, body: { openapi: '3.1.0' } });
    const { paths } = (await http.call('GET', '//api/openapi.json')).body as {
      paths: Record<string, { post: { security?: unknown } }>;
    };
    expect(paths['/api/v1/auth/login']?.post.security).toEqual([]);
    expect(paths['/api/v1/auth/logout']?.post.security).toBeUndefined();
    expect(JSON.stringify(paths)).not.toContain('nullable');
    expect((await http.call('GET', '//api/docs')).body).toContain('/api/v1/auth/login');
    expect(await http.call('GET', '/nothing')).toMatchObject({ status: 404, body: { code: 'notFound' } });
    expect(http.logged).toEqual([]);
  });
});
