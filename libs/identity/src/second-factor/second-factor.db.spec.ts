import { beforeAll, describe, expect, it } from 'vitest';
import { totpCode } from '@ruyi/testing';
import type { OpenSession } from '../sessions/session-reader.js';
import type { SignedIn } from '../sessions/signed-in.js';
import { CLIENT, identityForTests, PASSWORD, type IdentityForTests } from '../testing/identity-for-tests.js';

describe('the second factor', () => {
  let t: IdentityForTests;
  beforeAll(async () => {
    t = await identityForTests();
  });

  async function open(token: string): Promise<OpenSession> {
    const session = await t.identity.sessions.find(token);
    if (!session) throw new Error('no session');
    return session;
  }

  /** Turned on with the code of the step before, so that the present one is still good. */
  async function turnOn(token: string) {
    const session = await open(token);
    const { secret, token: ticket } = await t.identity.mySecondFactor.begin(session, PASSWORD, CLIENT);
    const confirm = { token: ticket, code: totpCode(secret, -1) };
    return { secret, ...(await t.identity.mySecondFactor.confirm(session, confirm, CLIENT)) };
  }

  async function ticketFor(login: string, tenantId?: string): Promise<string> {
    const answer = await t.identity.logIn.run({ login, password: PASSWORD, tenantId }, CLIENT);
    if (!('secondFactor' in answer)) throw new Error('no second step');
    return answer.secondFactor.token;
  }

  const passed = (results: readonly PromiseSettledResult<unknown>[]): number =>
    results.filter(({ status }) => status === 'fulfilled').length;

  it('is kept sealed and hashed, and bound to its account', async () => {
    const [one, other] = [await t.company(), await t.company()];
    const { secret, recoveryCodes } = await turnOn(one.accessToken);
    await turnOn(other.accessToken);
    const rows = await t.db.ownerQuery<{ row: string }>(`select a::text as row from account a`);
    const all = rows.map(({ row }) => row).join();
    for (const shown of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      expect(all.toLowerCase()).not.toContain(shown.toLowerCase());
    // The secret of one in the row of another does not open.
    await t.db.ownerQuery(
      `update account set second_factor_secret = (select second_factor_secret from account where email = $1) where email = $2`,
      [one.email, other.email],
    );
    const token = await ticketFor(other.email);
    await expect(t.identity.secondStep.run({ token, code: totpCode(secret) }, CLIENT)).rejects.toThrow();
  });

  it('takes a code once, of however many that bring it at the same time', async () => {
    const { email, accessToken } = await t.company();
    const { secret } = await turnOn(accessToken);
    const code = totpCode(secret);
    const token = await ticketFor(email);
    const many = await Promise.allSettled(
      Array.from({ length: 6 }, () => t.identity.secondStep.run({ token, code }, CLIENT)),
    );
    expect(passed(many)).toBe(1);
    await expect(t.identity.secondStep.run({ token, code }, CLIENT)).rejects.toMatchObject({
      status: 422,
      issues: [{ path: 'code', key: 'wrongCode' }],
    });
    // An older one is not good any more either, though its time has not passed.
    await expect(t.identity.secondStep.run({ token, code: totpCode(secret, -1) }, CLIENT)).rejects.toMatchObject({
      status: 422,
    });
    expect(await t.identity.secondStep.run({ token, code: totpCode(secret, 1) }, CLIENT)).toHaveProperty('accessToken');
  });

  it('takes each recovery code once, and new ones make the old void', async () => {
    const { email, accessToken } = await t.company();
    const { secret, recoveryCodes, accessToken: fresh } = await turnOn(accessToken);
    const session = await open(fresh);
    const [first = '', second = ''] = recoveryCodes;
    const token = await ticketFor(email);
    const many = await Promise.allSettled(
      Array.from({ length: 6 }, () => t.identity.secondStep.run({ token, code: first.toUpperCase() }, CLIENT)),
    );
    expect(passed(many)).toBe(1);
    expect(await t.identity.mySecondFactor.state(session)).toMatchObject({ active: true, recoveryCodesLeft: 9 });
    const renewed = await t.identity.mySecondFactor.renewCodes(
      session,
      { password: PASSWORD, code: totpCode(secret) },
      CLIENT,
    );
    expect(renewed).toHaveLength(10);
    await expect(t.identity.secondStep.run({ token, code: second }, CLIENT)).rejects.toMatchObject({ status: 422 });
    expect(await t.identity.secondStep.run({ token, code: renewed[3] ?? '' }, CLIENT)).toHaveProperty('accessToken');
  });

  it('stops guessing after ten, from wherever and by however many processes at once', async () => {
    const { email, accessToken } = await t.company();
    const { secret } = await turnOn(accessToken);
    const token = await ticketFor(email);
    const guesses = await Promise.allSettled(
      Array.from({ length: 14 }, (_, n) =>
        (n % 2 ? t.identity : t.elsewhere).secondStep.run({ token, code: '000000' }, { ip: `192.0.2.${n + 10}` }),
      ),
    );
    const statuses = guesses.map((each) =>
      each.status === 'rejected' ? (each.reason as { status: number }).status : 200,
    );
    expect(statuses.sort()).toEqual([...Array<number>(10).fill(422), 429, 429, 429, 429]);
    await expect(t.identity.secondStep.run({ token, code: totpCode(secret) }, CLIENT)).rejects.toMatchObject({
      status: 429,
      code: 'tooManyRequests',
      key: 'tooManyCodes',
    });
    const failed = await t.db.ownerQuery(
      `select 1 from audit_log l join app_user u on u.tenant_id = l.tenant_id and u.id = l.user_id
        where l.action = 'secondFactor.failed' and u.email = $1`,
      [email],
    );
    expect(failed).toHaveLength(10);
    // However often it is tried meanwhile, it is told by the minute.
    const [locked] = await t.db.ownerQuery(
      `select sum(l.times)::int as times, count(*) <= 2 as few from audit_log l join app_user u on u.tenant_id = l.tenant_id and u.id = l.user_id
        where l.action = 'secondFactor.locked' and u.email = $1`,
      [email],
    );
    expect(locked).toEqual({ times: 5, few: true });
  });

  it('is the account’s: asked for in every company, before they are named', async () => {
    const first = await t.company();
    const second = (await t.identity.signUp.run(
      { companyName: '第二家', name: '王芳', email: first.email, password: PASSWORD },
      CLIENT,
    )) as SignedIn;
    const { secret, recoveryCodes, accessToken } = await turnOn(first.accessToken);
    const sessions = await Promise.all(
      [first.accessToken, second.accessToken, accessToken].map((token) => t.identity.sessions.find(token)),
    );
    expect(sessions.map((session) => session?.secondFactor)).toEqual([undefined, undefined, 'on']);
    expect(await t.identity.switchTenant.run(await open(accessToken), second.tenant.id, CLIENT)).toMatchObject({
      tenant: { id: second.tenant.id },
    });
    const choice = await t.identity.secondStep.run(
      { token: await ticketFor(first.email), code: totpCode(secret) },
      CLIENT,
    );
    if (!('choose' in choice)) throw new Error('no choice');
    expect(choice.choose).toHaveLength(2);
    const { token } = choice;
    await expect(
      t.identity.secondStep.choose({ token, tenantId: (await t.company()).tenant.id }, CLIENT),
    ).rejects.toMatchObject({ status: 422 });
    expect(await t.identity.secondStep.choose({ token, tenantId: second.tenant.id }, CLIENT)).toMatchObject({
      tenant: { id: second.tenant.id },
    });
    // Not with the ticket of the password alone.
    const early = await ticketFor(first.email);
    await expect(
      t.identity.secondStep.choose({ token: early, tenantId: second.tenant.id }, CLIENT),
    ).rejects.toMatchObject({ status: 422, code: 'required' });
    const named = await ticketFor(first.email, second.tenant.id);
    expect(await t.identity.secondStep.run({ token: named, code: recoveryCodes[0] ?? '' }, CLIENT)).toMatchObject({
      tenant: { id: second.tenant.id },
    });
    for (const { id } of [first.tenant, second.tenant]) {
      const entries = await t.db.ownerQuery(
        `select 1 from audit_log where tenant_id = $1 and action = 'secondFactor.on'`,
        [id],
      );
      expect(entries).toHaveLength(1);
    }
  });

  it('is not gone around: by a forgotten password, another sign-up, an invitation, a ticket of before', async () => {
    const { email, accessToken } = await t.company();
    const before = await t.identity.logIn.run({ login: email, password: PASSWORD }, CLIENT);
    const { secret, accessToken: fresh, recoveryCodes } = await turnOn(accessToken);
    expect('accessToken' in before && (await t.identity.sessions.find(before.accessToken))).toBeNull();
    const again = { companyName: '又一家', name: '王芳', email, password: PASSWORD };
    await expect(t.identity.signUp.run(again, CLIENT)).rejects.toMatchObject({
      issues: [{ path: 'code', code: 'required' }],
    });
    await expect(t.identity.signUp.run({ ...again, code: '000000' }, CLIENT)).rejects.toMatchObject({ status: 422 });
    expect(await t.identity.signUp.run({ ...again, code: recoveryCodes[0] }, CLIENT)).toHaveProperty('accessToken');
    const other = await t.company();
    const { url } = await t.identity.invitations.create(other.ctx, {}, 'https://crm.example.com');
    const invitation = url.split('/').at(-1) ?? '';
    const join = { name: '王芳', email, password: PASSWORD };
    await expect(t.identity.acceptInvitation.run(invitation, join, CLIENT)).rejects.toMatchObject({
      issues: [{ path: 'code', code: 'required' }],
    });
    expect(
      await t.identity.acceptInvitation.run(invitation, { ...join, code: recoveryCodes[1] }, CLIENT),
    ).toHaveProperty('accessToken');
    const ticket = await ticketFor(email);
    await t.identity.forgotPassword.run(email, 'https://crm.example.com', CLIENT);
    const mail = t.mails.findLast((each) => each.to === email);
    const reset = mail?.kind === 'passwordReset' ? (mail.url.split('/reset/')[1] ?? '') : '';
    await t.identity.resetPassword.run({ token: reset, password: 'Remember me 4' }, CLIENT);
    expect(await t.identity.sessions.find(fresh)).toBeNull();
    await expect(t.identity.secondStep.run({ token: ticket, code: totpCode(secret) }, CLIENT)).rejects.toMatchObject({
      code: 'expired',
    });
    const answer = await t.identity.logIn.run({ login: email, password: 'Remember me 4' }, CLIENT);
    expect(answer).toHaveProperty('secondFactor');
  });
});
