import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { PASSWORD, productWorld, type ProductWorld } from './testing/product-world.js';

interface Entry {
  readonly id: string;
  readonly action: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly subjectId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly ip: string;
  readonly times: number;
}

let world: ProductWorld;
let admin: SignedIn;

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company('云启贸易');
});

async function refusals(userId: string, by: SignedIn = admin): Promise<readonly Entry[]> {
  await world.product.identity.refusals.settled();
  const { status, body } = await world.call<{ items: Entry[] }>(
    by.accessToken,
    'GET',
    `/audit?about=refusals&userId=${userId}`,
  );
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items;
}

/** What the log tells of a minute is one entry: a test must not straddle two. */
async function withinAMinute(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 8_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
}

const logIn = (login: string, password: string, more: object = {}) =>
  world.call('', 'POST', '/auth/login', { login, password, ...more });

describe('a log-in that is refused', () => {
  it('is in the log of the person’s company, counted, without what was typed', async () => {
    const { id } = await world.colleague(admin, '赵强', 'sales', { email: 'zhao@example.com' });
    await withinAMinute();
    for (const guess of ['Sesame open 77', 'Sesame open 78'])
      expect((await logIn('zhao@example.com', guess)).status).toBe(401);
    expect(await refusals(id)).toMatchObject([
      { action: 'login.failed', by: { id, name: '赵强' }, subjectId: id, detail: {}, ip: '127.0.0.1', times: 2 },
    ]);
    const rows = await world.db.ownerQuery('select a::text as row from audit_log a');
    expect(rows.filter(({ row }) => String(row).includes('Sesame'))).toEqual([]);
  });

  it('of nobody who is known leaves no trace in anybody’s log', async () => {
    const [before] = await world.db.ownerQuery('select count(*)::int as count from audit_log');
    expect((await logIn('stranger@example.com', PASSWORD)).status).toBe(401);
    await world.product.identity.refusals.settled();
    expect((await world.db.ownerQuery('select count(*)::int as count from audit_log'))[0]).toEqual(before);
  });

  it('because it was tried too often is told too, though the password is not looked at', async () => {
    const { id } = await world.colleague(admin, '钱进', 'sales', { email: 'qian@example.com' });
    await withinAMinute();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 13; attempt += 1)
      statuses.push((await logIn('qian@example.com', attempt < 12 ? 'Sesame open 79' : PASSWORD)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429, 429]);
    const told = await refusals(id);
    expect(told.map(({ action, times }) => [action, times])).toEqual([
      ['login.locked', 3],
      ['login.failed', 10],
    ]);
  });

  it('because the company has shut the person out is told there, and nowhere else', async () => {
    const { id } = await world.colleague(admin, '孙离', 'sales', { email: 'sun@example.com' });
    const elsewhere = await world.product.identity.signUp.run(
      { companyName: '别家', name: '孙离', email: 'sun@example.com', password: PASSWORD },
      { ip: '192.0.2.7' },
    );
    await world.call(admin.accessToken, 'POST', `/users/${id}/disable`);
    expect((await logIn('sun@example.com', PASSWORD, { tenantId: admin.tenant.id })).status).toBe(422);
    expect(await refusals(id)).toMatchObject([{ action: 'login.disabled', by: { id }, times: 1 }]);
    expect((await logIn('sun@example.com', 'Sesame open 80')).status).toBe(401);
    expect(await refusals(id)).toHaveLength(1);
    expect(await refusals(elsewhere.user.id, elsewhere)).toMatchObject([{ action: 'login.failed' }]);
  });

  it('is told as well where a password is asked for again', async () => {
    const body = { password: 'Sesame open 81' };
    expect((await world.call(admin.accessToken, 'POST', '/data-security/export', body)).status).toBe(422);
    expect(await refusals(admin.user.id)).toMatchObject([{ action: 'password.failed', times: 1 }]);
  });
});

describe('a right that is refused', () => {
  it('is told with what was asked for, and counted however often it is asked', async () => {
    const { id, token } = await world.colleague(admin, '李只看', 'readonly');
    const made = await world.call<{ id: string; version: number }>(admin.accessToken, 'POST', '/records/customers', {
      name: '蓝海科技',
    });
    await withinAMinute();
    const path = `/records/customers/${made.body.id}`;
    for (let attempt = 0; attempt < 30; attempt += 1)
      expect((await world.call(token, 'PATCH', path, { version: 1, remark: '改' })).status).toBe(403);
    expect((await world.call(token, 'POST', `${path}/actions/lock`, { locked: true })).status).toBe(403);
    expect(await refusals(id)).toMatchObject([
      {
        action: 'access.refused',
        subjectId: made.body.id,
        detail: { operation: 'POST /records/{module}/{id}/actions/lock', module: 'customers' },
        times: 1,
      },
      {
        action: 'access.refused',
        by: { id, name: '李只看' },
        subjectId: made.body.id,
        detail: { operation: 'PATCH /records/{module}/{id}', module: 'customers' },
        ip: '127.0.0.1',
        times: 30,
      },
    ]);
    const after = await world.call<{ version: number }>(admin.accessToken, 'GET', path);
    expect(after.body.version).toBe(made.body.version);
  });

  it('is one entry for however many modules are made up', async () => {
    const { id, token } = await world.colleague(admin, '周多试', 'sales');
    await withinAMinute();
    for (const module of ['nothing1', 'nothing2', 'nothing3'])
      expect((await world.call(token, 'POST', `/modules/${module}/fields`, {})).status).toBe(403);
    expect(await refusals(id)).toMatchObject([{ detail: { operation: 'POST /modules/{module}/fields' }, times: 3 }]);
    expect((await refusals(id))[0]?.detail['module']).toBeUndefined();
  });

  it('is told of an API key under its name, with the reason', async () => {
    const roles = await world.call<{ items: { id: string; key: string }[] }>(admin.accessToken, 'GET', '/roles');
    const roleId = roles.body.items.find(({ key }) => key === 'admin')?.id;
    const key = await world.call<{ key: string; userId: string }>(admin.accessToken, 'POST', '/keys', {
      name: 'ERP',
      roleId,
    });
    expect((await world.call(key.body.key, 'GET', '/users')).status).toBe(403);
    expect(await refusals(key.body.userId)).toMatchObject([
      { by: { name: 'ERP' }, detail: { operation: 'GET /users', reason: 'notForKeys' } },
    ]);
  });

  it('stays in the log though what was done with it is taken back', async () => {
    const { id } = await world.colleague(admin, '吴另一', 'manager');
    const { body: role } = await world.call<{ id: string }>(admin.accessToken, 'POST', '/roles', {
      name: '人事',
      permissions: [{ module: 'admin', action: 'roles', scope: 'all' }],
    });
    await world.call(admin.accessToken, 'PATCH', `/users/${id}`, { roleIds: [role.id] });
    const [{ email } = { email: '' }] = await world.db.ownerQuery<{ email: string }>(
      'select email from app_user where id = $1',
      [id],
    );
    const { body } = await logIn(email, PASSWORD);
    const beyond = { permissions: [{ module: 'admin', action: 'senders', scope: 'all' }] };
    const token = String(body['accessToken']);
    expect((await world.call(token, 'PATCH', `/roles/${role.id}`, beyond)).status).toBe(403);
    expect(await refusals(id)).toMatchObject([
      { subjectId: role.id, detail: { operation: 'PATCH /roles/{id}', reason: 'grantBeyondOwn' } },
    ]);
    const edits = await world.call<{ items: Entry[] }>(
      admin.accessToken,
      'GET',
      `/audit?action=role.edit&userId=${id}`,
    );
    expect(edits.body.items).toEqual([]);
  });
});

it('lets the application count an entry, and change nothing else of it', async () => {
  const update = (column: string, value: string) =>
    world.db.database.transaction(admin.tenant.id, (tx) =>
      tx.query({ text: `update audit_log set ${column} = ${value} where tenant_id = $1`, values: [admin.tenant.id] }),
    );
  await expect(update('times', 'times')).resolves.toEqual([]);
  for (const column of ['action', 'at', 'user_id', 'detail', 'ip', 'occasion'])
    await expect(update(column, column), column).rejects.toThrow('permission denied');
  expect(world.logged).toEqual([]);
});
