import { beforeAll, describe, expect, it } from 'vitest';
import { isOnlyHashed } from '@ruyi/testing';
import { CLIENT, identityForTests, PASSWORD, type IdentityForTests } from '../testing/identity-for-tests.js';

describe('sessions and passwords', () => {
  let t: IdentityForTests;
  beforeAll(async () => {
    t = await identityForTests();
  });

  const logIn = async (login: string, password = PASSWORD): Promise<string> => {
    const answer = await t.identity.logIn.run({ login, password }, CLIENT);
    return 'accessToken' in answer ? answer.accessToken : '';
  };
  const holds = async (token: string): Promise<boolean> => (await t.identity.sessions.find(token)) !== null;

  it('ends every session of the account on a password change, in every company', async () => {
    const first = await t.company();
    const second = await t.identity.signUp.run(
      { companyName: '第二家', name: '王芳', email: first.email, password: PASSWORD },
      CLIENT,
    );
    const session = await t.identity.sessions.find(first.accessToken);
    if (!session) throw new Error('no session');
    await expect(
      t.identity.changePassword.run(session, { current: 'wrong', password: 'A better one 2' }, CLIENT),
    ).rejects.toMatchObject({ issues: [{ path: 'current' }] });
    const fresh = await t.identity.changePassword.run(
      session,
      { current: PASSWORD, password: 'A better one 2' },
      CLIENT,
    );
    expect([await holds(first.accessToken), await holds(second.accessToken), await holds(fresh)]).toEqual([
      false,
      false,
      true,
    ]);
    await expect(logIn(first.email)).rejects.toMatchObject({ status: 401 });
  });

  it('does not let a log-in under way outlive the change of the password it used', async () => {
    const { email, accessToken } = await t.company();
    const session = await t.identity.sessions.find(accessToken);
    if (!session) throw new Error('no session');
    const attempts = Array.from({ length: 6 }, () => logIn(email).catch(() => ''));
    const change = t.identity.changePassword.run(session, { current: PASSWORD, password: 'A better one 3' }, CLIENT);
    const tokens = (await Promise.all(attempts)).filter((token) => token !== '');
    await change;
    expect(await Promise.all(tokens.map(holds))).toEqual(tokens.map(() => false));
  });

  it('sets a forgotten password by a link that works once', async () => {
    const { email, accessToken } = await t.company();
    await t.identity.forgotPassword.run(email, 'https://crm.example.com', CLIENT);
    await t.identity.forgotPassword.run(email, 'https://crm.example.com', CLIENT);
    const tokens = t.mails.flatMap((mail) =>
      mail.kind === 'passwordReset' && mail.to === email ? [mail.url.split('/reset/')[1] ?? ''] : [],
    );
    expect(tokens).toHaveLength(2);
    const use = (token: string | undefined): Promise<void> =>
      t.identity.resetPassword.run({ token: token ?? '', password: 'Remember me 4' }, CLIENT);
    await use(tokens[1]);
    expect(await holds(accessToken)).toBe(false);
    await expect(use(tokens[1])).rejects.toMatchObject({ code: 'expired' });
    await expect(use(tokens[0])).rejects.toMatchObject({ code: 'expired' });
    expect(await holds(await logIn(email, 'Remember me 4'))).toBe(true);
  });

  it('sends nothing to who has no account, and says nothing', async () => {
    const before = t.mails.length;
    await t.identity.forgotPassword.run('nobody@example.com', 'https://crm.example.com', CLIENT);
    expect(t.mails).toHaveLength(before);
  });

  it('knows a token by its hash alone, and no token of another company’s shape', async () => {
    const { accessToken, tenant } = await t.company();
    expect(await isOnlyHashed(t.db, accessToken)).toBe(true);
    expect(await holds(`${accessToken}x`)).toBe(false);
    expect(await holds(accessToken.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).toBe(false);
    const other = await t.company();
    const grafted = `${other.accessToken.split('.')[0]}.${accessToken.split('.')[1]}`;
    expect([tenant.id === other.tenant.id, await holds(grafted), await holds(''), await holds('.')]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('lets staff in by account name and company number', async () => {
    const { ctx, tenant } = await t.company();
    const roles = await t.identity.roles.list(ctx);
    const sales = roles.find((role) => role.key === 'sales')?.id ?? '';
    await t.identity.createUser.run(
      ctx,
      { name: '库管', account: 'Warehouse', roleIds: [sales], password: PASSWORD },
      'https://crm.example.com',
    );
    const { code } = await t.identity.company.read(ctx);
    expect(await holds(await logIn(`warehouse@${code}`))).toBe(true);
    const remembered = await t.identity.logIn.run(
      { login: 'warehouse', password: PASSWORD, tenantId: tenant.id },
      CLIENT,
    );
    expect(remembered).toMatchObject({ user: { name: '库管' } });
  });

  it('asks for the right password of a shared account, and lets no single company change it', async () => {
    const person = await t.company();
    const other = await t.company();
    const sales = (await t.identity.roles.list(other.ctx)).find((role) => role.key === 'sales')?.id ?? '';
    const created = await t.identity.createUser.run(
      other.ctx,
      { name: '兼职', email: person.email, roleIds: [sales], password: 'Not their own 5' },
      'https://x.example.com',
    );
    await expect(logIn(person.email, 'Not their own 5')).rejects.toMatchObject({ status: 401 });
    await expect(t.identity.userStates.setPassword(other.ctx, created.id, 'Taken over 6')).rejects.toMatchObject({
      status: 403,
    });
    await expect(t.identity.editUser.run(other.ctx, created.id, { email: 'mine@example.com' })).rejects.toMatchObject({
      status: 403,
    });
    const choice = await t.identity.logIn.run(
      { login: person.email, password: PASSWORD, tenantId: other.tenant.id },
      CLIENT,
    );
    expect(choice).toMatchObject({ tenant: { id: other.tenant.id }, user: { id: created.id } });
  });
});
