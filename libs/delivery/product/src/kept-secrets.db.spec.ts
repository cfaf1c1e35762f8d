import { Secret } from 'otpauth';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { isOnlyHashed, totpCode } from '@ruyi/testing';
import { PASSWORD, productWorld, type ProductWorld } from './testing/product-world.js';

let world: ProductWorld;
let admin: SignedIn;
let roleId: string;

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company();
  const { body } = await post<{ items: { id: string; key: string }[] }>('/roles', undefined, 'GET');
  roleId = body.items.find(({ key }) => key === 'sales')?.id ?? '';
});

let requests = 0;

/** As a careful client asks: under a key, so that the answer is kept for who asks again. */
async function post<T = Record<string, unknown>>(
  path: string,
  body: unknown,
  method = 'POST',
  token = admin.accessToken,
) {
  requests += 1;
  const answer = await world.call<T>(token, method, path, body, { 'idempotency-key': `request-${requests}` });
  if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}

const linkOf = (text: unknown): string => /\/(?:reset|join)\/([\w.-]+)/.exec(String(text))?.[1] ?? '';

/** Holds in every table, the outbox and the kept answers among them, before and after the jobs have run. */
async function expectNowhere(...secrets: readonly string[]): Promise<void> {
  const look = async (): Promise<void> => {
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(15);
      expect(await isOnlyHashed(world.db, secret), secret).toBe(true);
    }
  };
  await look();
  await world.runJobs(admin.tenant.id);
  await look();
}

describe('no table holds in the clear', () => {
  it('what is not secret is found, in the spellings that a secret would have', async () => {
    expect(await isOnlyHashed(world.db, '如意贸易')).toBe(false);
    const shown = 'QWJjRGVmR2hpSmtsTW5vcA';
    await world.db.ownerQuery(`create table planted (a bytea, b text)`);
    for (const planted of [Buffer.from(shown), Buffer.from(shown, 'base64url')]) {
      expect(await isOnlyHashed(world.db, shown)).toBe(true);
      await world.db.ownerQuery(`insert into planted (a) values ($1)`, [planted]);
      expect(await isOnlyHashed(world.db, shown)).toBe(false);
      await world.db.ownerQuery(`delete from planted`);
    }
    await world.db.ownerQuery(`drop table planted`);
  });

  it('a session', async () => {
    await expectNowhere(admin.accessToken);
  });

  it('a password', async () => {
    expect(await isOnlyHashed(world.db, PASSWORD)).toBe(true);
  });

  it('an API key, made and used', async () => {
    const { body } = await post('/keys', { name: '官网表单', roleId });
    const key = String(body['key']);
    expect(key).toMatch(/^rk_/);
    expect((await world.call(key, 'GET', '/records/customers')).status).toBe(200);
    await expectNowhere(key);
  });

  it('the links of invitations, mailed and shown', async () => {
    const mailed = await post('/invitations', { email: 'invited@example.com' });
    const open = await post('/invitations', {});
    const named = await post<{ invitation: { url: string } }>('/users', {
      name: '新人',
      email: 'named@example.com',
      roleIds: [roleId],
    });
    const links = [mailed.body['url'], open.body['url'], named.body.invitation.url].map(linkOf);
    await expectNowhere(...links);
    expect(world.sentMail.map(({ text }) => linkOf(text))).toEqual(expect.arrayContaining([links[0], links[2]]));
  });

  it('the link for a new password', async () => {
    await post('/auth/forgot', { login: 'admin1@example.com' }, 'POST', '');
    // Looked for in the outbox too: by what it was once it is known.
    const before = await world.db.ownerQuery(`select o::text as row from outbox o`);
    await world.runJobs(admin.tenant.id);
    const token = linkOf(world.sentMail.at(-1)?.text);
    expect(before).toHaveLength(1);
    expect(JSON.stringify(before)).not.toContain(token.split('.')[1]);
    await expectNowhere(token);
  });

  it('the secret of a second factor and its recovery codes', async () => {
    const person = await world.colleague(admin, '李四', 'sales');
    const asked = await post('/me/second-factor/setup', { password: PASSWORD }, 'POST', person.token);
    const secret = String(asked.body['secret']);
    await expectNowhere(secret, Secret.fromBase32(secret).hex);
    const confirm = { token: asked.body['token'], code: totpCode(secret) };
    const { body } = await post<{ accessToken: string; recoveryCodes: string[] }>(
      '/me/second-factor/confirm',
      confirm,
      'POST',
      person.token,
    );
    expect(body.recoveryCodes).toHaveLength(10);
    await expectNowhere(secret, Secret.fromBase32(secret).hex, body.accessToken, ...body.recoveryCodes);
  });

  it('the secret of a webhook, nor the one after it', async () => {
    const asked = {
      name: '仓库系统',
      url: 'https://1.1.1.1/ruyi',
      events: ['customers.created'],
      roleId: await adminRole(),
    };
    const made = await post('/webhooks', asked);
    const renewed = await post(`/webhooks/${String(made.body['id'])}/secret`, undefined);
    await expectNowhere(...[made, renewed].map(({ body }) => String(body['secret']).replace(/^whsec_/, '')));
  });

  it("the password of a company's own mail server", async () => {
    const password = 'smtp-Password-of-17';
    const settings = { host: 'smtp.example.com', port: 465, user: 'crm', fromAddress: 'crm@example.com' };
    await post('/senders/mail', { provider: 'smtp', settings, secrets: { password } }, 'PUT');
    await expectNowhere(password);
  });
});

async function adminRole(): Promise<string> {
  const { body } = await post<{ items: { id: string; key: string }[] }>('/roles', undefined, 'GET');
  return body.items.find(({ key }) => key === 'admin')?.id ?? '';
}
