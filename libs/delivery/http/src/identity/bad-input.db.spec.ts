import { beforeAll, describe, expect, it } from 'vitest';
import { httpTestApp, TEST_PASSWORD, type Answer, type HttpTestApp } from '../base/testing/http-test-app.js';
import { IdentityHttpModule } from './identity-http.module.js';

const NOWHERE = '01900000-0000-7000-8000-000000000000';
const HUGE = 'x'.repeat(10_000);
const codes = (answer: Answer): string[] =>
  (answer.body as { errors: { path: string; code: string }[] }).errors.map(({ path, code }) => `${path} ${code}`);

describe('bad input to people and sign-in', () => {
  let http: HttpTestApp;
  let token: string;
  let sales: string;
  let theirs: { user: string; role: string; department: string; invitation: string };

  const items = async (path: string, as: string) =>
    ((await http.call('GET', path, { token: as })).body as { items: { id: string; key?: string }[] }).items;

  beforeAll(async () => {
    http = await httpTestApp([IdentityHttpModule]);
    const ours = await http.company();
    const other = await http.company('别家');
    token = ours.accessToken;
    sales = (await items('/roles', token)).find((role) => role.key === 'sales')?.id ?? '';
    const made = await http.call('POST', '/invitations', { token: other.accessToken, body: {} });
    theirs = {
      user: other.user.id,
      role: (await items('/roles', other.accessToken)).find((role) => role.key === 'sales')?.id ?? '',
      department: (await items('/departments', other.accessToken))[0]?.id ?? '',
      invitation: (made.body as { id: string }).id,
    };
  });

  it('says the same of what another company has and of what nobody has', async () => {
    const calls: [string, string, object?][] = [
      ['GET', '/users/$user'],
      ['PATCH', '/users/$user', { name: '改' }],
      ['POST', '/users/$user/disable'],
      ['POST', '/users/$user/enable'],
      ['POST', '/users/$user/password', { password: TEST_PASSWORD }],
      ['POST', '/users/$user/invite'],
      ['GET', '/roles/$role'],
      ['PATCH', '/roles/$role', { name: '改' }],
      ['DELETE', '/roles/$role'],
      ['GET', '/departments/$department'],
      ['PATCH', '/departments/$department', { name: '改' }],
      ['DELETE', '/departments/$department'],
      ['DELETE', '/invitations/$invitation'],
    ];
    for (const [method, path, body] of calls) {
      const at = (id: string) => http.call(method, path.replace(/\$\w+/, id), { token, ...(body ? { body } : {}) });
      const foreign = await at(theirs[/\$(\w+)/.exec(path)?.[1] as keyof typeof theirs]);
      expect(foreign.status, `${method} ${path}`).toBe(404);
      expect((await at(NOWHERE)).body).toEqual(foreign.body);
      expect((await at('not-an-id')).body).toEqual(foreign.body);
    }
  });

  it('refuses other companies’ ids inside a body at their path', async () => {
    const user = { name: '新', mobile: '13700000001', roleIds: [sales], password: TEST_PASSWORD };
    const post = (body: object) => http.call('POST', '/users', { token, body });
    expect(
      codes(
        await post({
          ...user,
          departmentId: theirs.department,
          superiorId: theirs.user,
          roleIds: [sales, theirs.role],
        }),
      ),
    ).toEqual(['departmentId notFound', 'superiorId notFound', 'roleIds.1 notFound']);
    expect(
      codes(
        await http.call('POST', '/departments', {
          token,
          body: { name: 'x', parentId: theirs.department, leaderId: theirs.user },
        }),
      ),
    ).toEqual(['parentId notFound', 'leaderId notFound']);
    expect(codes(await http.call('POST', '/invitations', { token, body: { roleIds: [theirs.role] } }))).toEqual([
      'roleIds.0 notFound',
    ]);
    expect(codes(await http.call('POST', '/auth/switch', { token, body: { tenantId: NOWHERE } }))).toEqual([
      'tenantId notFound',
    ]);
  });

  it.each<[string, string, object, string[]]>([
    ['POST', '/signup', { companyName: HUGE, name: '', email: 'no', password: 'short' }, ['companyName tooLong']],
    [
      'POST',
      '/signup',
      { companyName: '  ', name: '\u200b', email: 'no', password: 'short' },
      ['companyName required', 'name required', 'email patternMismatch', 'password outOfRange'],
    ],
    [
      'POST',
      '/signup',
      { companyName: 'a', name: 'b', password: '12345678' },
      ['email required', 'password patternMismatch'],
    ],
    [
      'POST',
      '/signup',
      { companyName: 'a', name: 'b', email: 'a@example.com', password: TEST_PASSWORD, locale: 'fr' },
      ['locale unknownOption'],
    ],
    ['POST', '/auth/login', { login: ['a'], password: {} }, ['login invalidType', 'password invalidType']],
    ['POST', '/auth/reset', { token: 'x', password: TEST_PASSWORD }, ['token expired']],
    ['POST', '/users', { name: 'a', roleIds: ['x'], mobile: '12' }, ['roleIds invalidType']],
    ['POST', '/users', { name: 'a', roleIds: [], mobile: '13800000009' }, ['roleIds required']],
    [
      'POST',
      '/users',
      { name: 'a'.repeat(51), roleIds: [NOWHERE], mobile: '12', email: '@', account: '1' },
      ['name tooLong', 'email patternMismatch', 'mobile patternMismatch', 'account patternMismatch'],
    ],
    [
      'POST',
      '/roles',
      { name: 'r', permissions: [{ module: 'nothing', action: 'read', scope: 'all' }] },
      ['permissions.0.module notFound'],
    ],
    [
      'POST',
      '/roles',
      { name: 'r', permissions: [{ module: 'customers', action: 'fly', scope: 'most', x: 1 }] },
      ['permissions.0.x unknownKey', 'permissions.0.action unknownOption', 'permissions.0.scope unknownOption'],
    ],
    ['POST', '/roles', { name: 'r', permissions: 'all' }, ['permissions invalidType']],
    [
      'POST',
      '/roles',
      { name: 'r', fields: [{ module: 'customers', field: 'nothing', access: 'read' }] },
      ['fields.0.field unknownField'],
    ],
    ['POST', '/roles', { name: 'r', key: 'sales' }, ['key notUnique']],
    ['POST', '/invitations', { expiresInDays: 0.5, maxUses: 1e9 }, ['expiresInDays invalidType', 'maxUses outOfRange']],
    [
      'PATCH',
      '/me',
      { notify: { allocated: { mail: 'yes' }, 'a b': {} } },
      ['notify.allocated.mail invalidType', 'notify.a b unknownKey'],
    ],
    ['PATCH', '/company', { timeZone: 'Mars/Olympus' }, ['timeZone unknownOption']],
  ])('%s %s %j', async (method, path, body, expected) => {
    const answer = await http.call(method, path, { body, token });
    expect(codes(answer)).toEqual(expected);
    expect([409, 422]).toContain(answer.status);
  });

  it('never breaks, whatever is sent wherever', async () => {
    const document = (await http.call('GET', '//api/openapi.json')).body as {
      paths: Record<string, Record<string, unknown>>;
    };
    const bodies: unknown[] = [
      undefined,
      'null',
      [],
      5,
      '"text"',
      {},
      { name: null },
      { name: 7, roleIds: {}, permissions: [null], fields: [[]] },
      { login: '\ud83d\ude00'.repeat(200), password: HUGE },
    ];
    const ids = [NOWHERE, '%00', 'é', '..%2f', HUGE.slice(0, 150)];
    const broken: string[] = [];
    const seen = new Set<number>();
    for (const [path, operations] of Object.entries(document.paths)) {
      if (!path.startsWith('/api/v1/') || path.endsWith('/events') || path.endsWith('/logout')) continue;
      for (const method of Object.keys(operations)) {
        for (const [index, body] of bodies.entries()) {
          const url = path.slice('/api/v1'.length).replace(/\{\w+\}/g, ids[index % ids.length] ?? '');
          const answer = await http.call(method.toUpperCase(), url, {
            token,
            ...(method === 'get' || body === undefined ? {} : { body }),
          });
          seen.add(answer.status);
          if (answer.status >= 500) broken.push(`${method} ${url} ${JSON.stringify(body)?.slice(0, 60)}`);
          if (answer.status >= 400 && !String(answer.headers['content-type']).includes('problem+json'))
            broken.push(`${method} ${url}: no problem document`);
        }
      }
    }
    expect([...seen]).toEqual(expect.arrayContaining([200, 404, 422]));
    expect(broken).toEqual([]);
    expect(http.logged).toEqual([]);
  });
});
