import { beforeAll, describe, expect, it } from 'vitest';
import { httpTestApp, TEST_PASSWORD, type Answer, type HttpTestApp } from '../base/testing/http-test-app.js';
import { IdentityHttpModule } from './identity-http.module.js';

interface Item {
  readonly id: string;
  readonly key: string | null;
}

const itemsOf = (answer: Answer): readonly Item[] => (answer.body as { items: readonly Item[] }).items;
const idOf = (answer: Answer): string => (answer.body as { id: string }).id;

describe('people over HTTP', () => {
  let http: HttpTestApp;
  let mobiles = 0;
  beforeAll(async () => {
    http = await httpTestApp([IdentityHttpModule]);
  });

  const nextMobile = (): string => `139${String(10_000_000 + (mobiles += 1))}`;

  async function setting(): Promise<{ token: string; adminId: string; login: string; role: (key: string) => string }> {
    const company = await http.company();
    const roles = itemsOf(await http.call('GET', '/roles', { token: company.accessToken }));
    return {
      token: company.accessToken,
      adminId: company.user.id,
      login: company.login,
      role: (key) => roles.find((each) => each.key === key)?.id ?? '',
    };
  }

  it('lets a colleague created with a password in at once, and out at the next request when disabled', async () => {
    const { token, role } = await setting();
    const mobile = nextMobile();
    const created = await http.call('POST', '/users', {
      token,
      body: { name: '张三', mobile, roleIds: [role('sales')], password: TEST_PASSWORD },
    });
    expect(created).toMatchObject({ status: 201, body: { name: '张三', state: 'active', mobile } });
    const login = await http.call('POST', '/auth/login', { body: { login: mobile, password: TEST_PASSWORD } });
    const theirs = (login.body as { accessToken: string }).accessToken;
    expect((await http.call('GET', '/me', { token: theirs })).status).toBe(200);
    expect((await http.call('GET', '/users', { token: theirs })).status).toBe(403);
    expect(await http.call('POST', `/users/${idOf(created)}/disable`, { token })).toMatchObject({
      status: 200,
      body: { state: 'disabled' },
    });
    expect((await http.call('GET', '/me', { token: theirs })).status).toBe(401);
    expect((await http.call('POST', '/auth/login', { body: { login: mobile, password: TEST_PASSWORD } })).status).toBe(
      401,
    );
    expect((await http.call('POST', `/users/${idOf(created)}/enable`, { token })).status).toBe(200);
    expect((await http.call('GET', '/me', { token: theirs })).status).toBe(401);
    expect((await http.call('POST', '/auth/login', { body: { login: mobile, password: TEST_PASSWORD } })).status).toBe(
      200,
    );
  });

  it('keeps the last administrator', async () => {
    const { token, adminId, role } = await setting();
    expect(await http.call('PATCH', `/users/${adminId}`, { token, body: { roleIds: [role('sales')] } })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect((await http.call('POST', `/users/${adminId}/disable`, { token })).status).toBe(403);
    expect((await http.call('PATCH', `/roles/${role('admin')}`, { token, body: { permissions: [] } })).status).toBe(
      403,
    );
    expect((await http.call('POST', `/roles/${role('admin')}/disable`, { token })).status).toBe(403);
  });

  it('refuses circles of superiors and departments', async () => {
    const { token, adminId, role } = await setting();
    const below = await http.call('POST', '/users', {
      token,
      body: {
        name: '下属',
        mobile: nextMobile(),
        roleIds: [role('sales')],
        superiorId: adminId,
        password: TEST_PASSWORD,
      },
    });
    expect(await http.call('PATCH', `/users/${adminId}`, { token, body: { superiorId: idOf(below) } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'superiorId' }] },
    });
    const upper = await http.call('POST', '/departments', { token, body: { name: '上' } });
    const lower = await http.call('POST', '/departments', { token, body: { name: '下', parentId: idOf(upper) } });
    expect(
      await http.call('PATCH', `/departments/${idOf(upper)}`, { token, body: { parentId: idOf(lower) } }),
    ).toMatchObject({ status: 422, body: { errors: [{ path: 'parentId' }] } });
    expect(await http.call('DELETE', `/departments/${idOf(upper)}`, { token })).toMatchObject({
      status: 409,
      body: { code: 'inUse' },
    });
    expect(itemsOf(await http.call('GET', '/users/subordinates', { token }))).toEqual([
      { id: idOf(below), name: '下属', departmentName: '如意贸易' },
    ]);
  });

  it('joins by a link until it is revoked, and a person with an account joins a second company by its password', async () => {
    const first = await setting();
    const second = await setting();
    const made = await http.call('POST', '/invitations', {
      token: first.token,
      body: { roleIds: [first.role('sales')] },
    });
    const link = (made.body as { url: string }).url.split('/join/')[1] ?? '';
    expect(await http.call('GET', `/invitations/${link}/public`)).toMatchObject({
      status: 200,
      body: { tenantName: '如意贸易', inviterName: '王芳' },
    });
    const join = (body: object): Promise<Answer> => http.call('POST', `/invitations/${link}/accept`, { body });
    expect(await join({ name: '新人', mobile: nextMobile(), password: TEST_PASSWORD })).toMatchObject({
      status: 201,
      body: { user: { name: '新人' } },
    });
    expect(await join({ name: '冒充', email: second.login, password: 'Not the password' })).toMatchObject({
      status: 409,
      body: { code: 'notUnique' },
    });
    expect((await join({ name: '王芳', email: second.login, password: TEST_PASSWORD })).status).toBe(201);
    const login = await http.call('POST', '/auth/login', { body: { login: second.login, password: TEST_PASSWORD } });
    expect((login.body as { choose: unknown[] }).choose).toHaveLength(2);
    expect((await http.call('DELETE', `/invitations/${idOf(made)}`, { token: first.token })).status).toBe(204);
    expect((await join({ name: '晚了', mobile: nextMobile(), password: TEST_PASSWORD })).status).toBe(404);
  });

  it('completes an invited colleague by the mailed link', async () => {
    const { token, role } = await setting();
    const created = await http.call('POST', '/users', {
      token,
      body: { name: '李四', email: 'Li.Si@Example.com', roleIds: [role('manager')] },
    });
    expect(created).toMatchObject({ status: 201, body: { state: 'invited', email: 'li.si@example.com' } });
    const url = http.mails.findLast((mail) => mail.kind === 'invitation')?.url ?? '';
    const accepted = await http.call('POST', `/invitations/${url.split('/join/')[1]}/accept`, {
      body: { password: TEST_PASSWORD },
    });
    expect(accepted).toMatchObject({ status: 201, body: { user: { id: idOf(created), name: '李四' } } });
    expect(await http.call('GET', `/users/${idOf(created)}`, { token })).toMatchObject({ body: { state: 'active' } });
  });

  it('finds colleagues by name, pinyin and mobile, and only active ones', async () => {
    const { token, role } = await setting();
    const mobile = nextMobile();
    const body = { name: '欧阳修', mobile, roleIds: [role('sales')], password: TEST_PASSWORD };
    const person = await http.call('POST', '/users', { token, body });
    const picked = async (q: string): Promise<boolean> =>
      itemsOf(await http.call('GET', `/users/pick?q=${encodeURIComponent(q)}`, { token })).some(
        ({ id }) => id === idOf(person),
      );
    for (const q of ['阳', 'ouyang', 'oyx', 'OYX', mobile.slice(-4)]) expect([q, await picked(q)]).toEqual([q, true]);
    for (const q of ['%', '_', 'zhang']) expect([q, await picked(q)]).toEqual([q, false]);
    await http.call('POST', `/users/${idOf(person)}/disable`, { token });
    expect(await picked('阳')).toBe(false);
  });

  it('lets nobody give or take administration that they do not have', async () => {
    const { token, adminId, role } = await setting();
    const hr = await http.call('POST', '/roles', {
      token,
      body: {
        name: '人事',
        permissions: [
          { module: 'admin', action: 'people', scope: 'all' },
          { module: 'customers', action: 'list', scope: 'own' },
          { module: 'customers', action: 'read', scope: 'own' },
        ],
      },
    });
    const mobile = nextMobile();
    const person = await http.call('POST', '/users', {
      token,
      body: { name: '人事', mobile, roleIds: [idOf(hr)], password: TEST_PASSWORD },
    });
    const login = await http.call('POST', '/auth/login', { body: { login: mobile, password: TEST_PASSWORD } });
    const theirs = (login.body as { accessToken: string }).accessToken;
    const body = { name: '新', mobile: nextMobile(), roleIds: [role('admin')], password: TEST_PASSWORD };
    expect((await http.call('POST', '/users', { token: theirs, body })).status).toBe(403);
    expect(
      (await http.call('POST', `/users/${adminId}/password`, { token: theirs, body: { password: 'Taken over 1' } }))
        .status,
    ).toBe(403);
    expect(
      (
        await http.call('PATCH', `/users/${idOf(person)}`, {
          token: theirs,
          body: { roleIds: [idOf(hr), role('manager')] },
        })
      ).status,
    ).toBe(403);
    expect(
      (await http.call('POST', '/users', { token: theirs, body: { ...body, roleIds: [role('sales')] } })).status,
    ).toBe(201);
    expect((await http.call('POST', '/roles', { token: theirs, body: { name: 'x', permissions: [] } })).status).toBe(
      403,
    );
    expect((await http.call('GET', '/users', { token: theirs })).status).toBe(200);
    await http.call('PATCH', `/roles/${idOf(hr)}`, { token, body: { permissions: [] } });
    expect((await http.call('GET', '/users', { token: theirs })).status).toBe(403);
  });
});
