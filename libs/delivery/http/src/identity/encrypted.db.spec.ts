import { beforeAll, describe, expect, it } from 'vitest';
import type { HttpSettings } from '../base/server/http-settings.js';
import { httpTestApp, TEST_PASSWORD, type Answer, type HttpTestApp } from '../base/testing/http-test-app.js';
import { IdentityHttpModule } from './identity-http.module.js';

const HTTPS = { 'x-forwarded-proto': 'https' };
const HTTP = { 'x-forwarded-proto': 'http' };

interface Case {
  readonly title: string;
  readonly settings: HttpSettings;
  readonly headers: Readonly<Record<string, string>>;
  readonly encrypted: boolean;
}

const CASES: readonly Case[] = [
  { title: 'over plain http', settings: {}, headers: {}, encrypted: false },
  { title: 'over plain http that somebody calls https', settings: {}, headers: HTTPS, encrypted: false },
  { title: 'behind a trusted proxy over https', settings: { trustProxy: true }, headers: HTTPS, encrypted: true },
  { title: 'behind a trusted proxy over http', settings: { trustProxy: true }, headers: HTTP, encrypted: false },
  {
    title: 'where the address of the product is https, whatever the last proxy says',
    settings: { trustProxy: true, publicOrigin: 'https://crm.example.com' },
    headers: HTTP,
    encrypted: true,
  },
  {
    title: 'where the address of the product is http',
    settings: { trustProxy: true, publicOrigin: 'http://crm.example.com' },
    headers: {},
    encrypted: false,
  },
];

describe.each(CASES)('$title', ({ settings, headers, encrypted }) => {
  let http: HttpTestApp;
  beforeAll(async () => {
    http = await httpTestApp([IdentityHttpModule], settings);
  });

  const cookiesOf = (answer: Answer): readonly string[] => answer.headers['set-cookie'] as string[];
  const isSecure = (cookie: string): boolean => /; Secure(;|$)/.test(cookie);

  it(`cookies are ${encrypted ? '' : 'not '}for https alone`, async () => {
    const { login, accessToken: token } = await http.company();
    const given = [
      await http.call('POST', '/auth/login', { body: { login, password: TEST_PASSWORD }, headers }),
      await http.call('POST', '/signup', {
        body: { companyName: '长风', name: '李雷', mobile: '13800000001', password: TEST_PASSWORD },
        headers,
      }),
      await http.call('POST', '/me/password', {
        token,
        body: { current: TEST_PASSWORD, password: 'A better one 2' },
        headers,
      }),
    ].flatMap(cookiesOf);
    expect(given).toHaveLength(6);
    expect(given.map(isSecure)).toEqual(given.map(() => encrypted));
    // The one that logs in is out of reach of scripts, and neither goes along when another site posts.
    expect(
      given.filter((cookie) => cookie.startsWith('ruyi_session=')).every((cookie) => /; HttpOnly/.test(cookie)),
    ).toBe(true);
    expect(given.every((cookie) => /; SameSite=Lax/.test(cookie))).toBe(true);
  });

  it(`browsers are ${encrypted ? '' : 'not '}told to come by https only`, async () => {
    const answers = await Promise.all(
      ['/me', '/nothing', '//api/docs', '//api/openapi.json'].map((path) => http.call('GET', path, { headers })),
    );
    const told = answers.map((answer) => answer.headers['strict-transport-security']);
    expect(told).toEqual(answers.map(() => (encrypted ? 'max-age=31536000' : undefined)));
  });
});
