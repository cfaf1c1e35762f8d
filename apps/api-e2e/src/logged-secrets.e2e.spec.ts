import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient, startTestServer, totpCode, type TestServer } from '@ruyi/testing';
import { Company } from './operations/company.js';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.stop());

const canary = (what: string): string => `kanarie-${what}-${randomBytes(6).toString('hex')}`;

it('nothing that is secret stands in a log, whatever becomes of the request that brings it', async () => {
  const nobody = new ApiClient(server.url);
  const secrets = {
    first: canary('Aa1'),
    second: canary('Bb2'),
    wrong: canary('wrong'),
    smtp: canary('smtp'),
    gateway: canary('gateway'),
    malformed: canary('malformed'),
    unknown: canary('unknown'),
  };
  const used: string[] = Object.values(secrets);
  const email = `${canary('login')}@example.com`;
  const signedUp = await nobody.call<{ accessToken: string }>('POST', '/signup', {
    companyName: '密语贸易',
    name: '王芳',
    email,
    password: secrets.first,
  });
  expect(signedUp.status, JSON.stringify(signedUp.body)).toBe(201);
  used.push(signedUp.body.accessToken);
  const admin = nobody.as(signedUp.body.accessToken);

  // Refused in all ways: wrong, malformed, of the wrong kind, unknown, too long, in the address.
  await nobody.call('POST', '/auth/login', { login: email, password: secrets.wrong });
  await nobody.call('POST', '/auth/login', `{"login":"${email}","password":"${secrets.malformed}`);
  await nobody.call('POST', '/auth/login', { login: email, password: { nested: secrets.unknown } });
  await nobody.call('POST', '/auth/login', { login: email, passwort: secrets.unknown });
  await nobody.call('POST', '/auth/login', { login: email, password: secrets.unknown.repeat(100) });
  await nobody.call('POST', '/auth/login', { login: email, password: `${secrets.unknown}\u0000` });
  await nobody.call('GET', `/me?token=${signedUp.body.accessToken}&password=${secrets.unknown}`);
  await nobody.call('GET', `/nowhere/${signedUp.body.accessToken}`);
  await nobody.as(`${signedUp.body.accessToken}x`).call('GET', '/me');

  // Password changed, forgotten, set anew; an invitation; a key.
  const changed = await admin.call<{ accessToken: string }>('POST', '/me/password', {
    current: secrets.first,
    password: secrets.second,
  });
  expect(changed.status, JSON.stringify(changed.body)).toBe(200);
  used.push(changed.body.accessToken);
  const again = nobody.as(changed.body.accessToken);
  await nobody.call('POST', '/auth/forgot', { login: email });
  const letters = async (): Promise<string> => JSON.stringify((await nobody.call('GET', '//dev/outbox.json')).body);
  await expect.poll(letters, { timeout: 20_000 }).toContain('/reset/');
  const reset = /\/reset\/([\w.-]+)/.exec(await letters())?.[1] ?? '';
  used.push(reset);
  await nobody.call('POST', '/auth/reset', { token: `${reset}x`, password: secrets.first });
  const invitation = await again.call<{ url: string }>('POST', '/invitations', {});
  used.push(invitation.body.url.split('/').at(-1) ?? '');
  await nobody.call('GET', `/invitations/${used.at(-1) ?? ''}/public`);
  const roles = await again.call<{ items: { id: string; key: string }[] }>('GET', '/roles');
  const roleId = roles.body.items.find(({ key }) => key === 'readonly')?.id;
  const key = await again.call<{ key: string }>(
    'POST',
    '/keys',
    { name: 'ERP', roleId },
    { 'idempotency-key': 'once' },
  );
  used.push(key.body.key);
  await nobody.as(key.body.key).call('GET', '/records/customers');
  await nobody.as(`${key.body.key}x`).call('GET', '/records/customers');

  // Providers that cannot be reached, and refuse.
  const smtp = { host: '127.0.0.1', port: 1, secure: false, user: 'a', fromAddress: 'a@example.com' };
  const sender = { provider: 'smtp', settings: smtp, secrets: { password: secrets.smtp } };
  expect((await again.call('PUT', '/senders/mail', sender)).status).toBe(200);
  await again.call('POST', '/senders/mail/test', { to: 'b@example.com' });
  const gateway = {
    provider: 'http',
    settings: {
      url: 'http://127.0.0.1:1/send?key={{token}}',
      headers: 'x-key: {{token}}',
      body: '{}',
      signature: '如意',
    },
    secrets: { token: secrets.gateway },
  };
  expect((await again.call('PUT', '/senders/sms', gateway)).status).toBe(200);
  await again.call('POST', '/senders/sms/test', { to: '13800138000' });

  // A job that fails for good has told of it.
  const company = await Company.signUp(nobody);
  await company.job();
  expect(await server.loggedSecrets(used)).toEqual([]);
  // There are logs, and the search finds what stands in them.
  const log = await readFile(join(server.dataFolder, 'logs', 'api.log'), 'utf8');
  expect(log).toContain('"msg":"listening"');
  expect(log).toContain('"method":"POST","route":"/api/v1/auth/login","status":401');
  expect(await server.loggedSecrets(['"msg":"listening"'])).toHaveLength(1);
});

it('nor do the secrets of second factors and webhooks, which are shown once', async () => {
  const nobody = new ApiClient(server.url);
  const password = `${canary('Cc3')}`;
  const email = `${canary('factor')}@example.com`;
  const signUp = { companyName: '密语外贸', name: '王芳', email, password };
  const { accessToken } = (await nobody.call<{ accessToken: string }>('POST', '/signup', signUp)).body;
  const admin = nobody.as(accessToken);
  const setUp = (
    await admin.call<{ token: string; secret: string; address: string }>('POST', '/me/second-factor/setup', {
      password,
    })
  ).body;
  const used = [password, accessToken, setUp.token, setUp.secret, setUp.address];

  // In wrong places first: as a code, as an unknown key, in the address.
  await admin.call('POST', '/me/second-factor/confirm', { token: setUp.token, code: setUp.secret });
  await admin.call('POST', '/me/second-factor/confirm', { token: `${setUp.token}x`, secret: setUp.secret });
  await admin.call('GET', `/me/second-factor?secret=${setUp.secret}`);
  const confirm = { token: setUp.token, code: totpCode(setUp.secret, -1) };
  const confirmed = await admin.call<{ accessToken: string; recoveryCodes: string[] }>(
    'POST',
    '/me/second-factor/confirm',
    confirm,
  );
  expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200);
  const { recoveryCodes } = confirmed.body;
  const [first = '', second = '', third = ''] = recoveryCodes;
  used.push(confirmed.body.accessToken, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', '')));

  const login = { login: email, password };
  const asked = await nobody.call<{ secondFactor: { token: string } }>('POST', '/auth/login', login);
  const { token } = asked.body.secondFactor;
  used.push(token);
  await nobody.call('POST', '/auth/second-factor', { token: `x${token}`, code: first });
  await nobody.call('POST', '/auth/second-factor', `{"token":"${token}","code":"${third}`);
  await nobody.call('POST', '/auth/login', { ...login, code: second });
  await nobody.call('GET', `/nowhere/${second}?code=${third}`);
  const taken = await nobody.call<{ accessToken: string }>('POST', '/auth/second-factor', { token, code: first });
  expect(taken.status, JSON.stringify(taken.body)).toBe(200);
  used.push(taken.body.accessToken);
  const again = nobody.as(taken.body.accessToken);
  expect((await again.call('POST', '/me/second-factor/off', { password, code: first })).status).toBe(422);

  const roles = await again.call<{ items: { id: string; key: string }[] }>('GET', '/roles');
  const roleId = roles.body.items.find(({ key }) => key === 'readonly')?.id;
  const webhook = {
    name: '接口',
    url: 'http://127.0.0.1:9/hook',
    events: ['customers.created'],
    roleId,
    enabled: true,
  };
  const made = await again.call<{ id: string; secret: string }>('POST', '/webhooks', webhook);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const renewed = await again.call<{ secret: string }>('POST', `/webhooks/${made.body.id}/secret`);
  used.push(made.body.secret, renewed.body.secret);
  await again.call('PATCH', `/webhooks/${made.body.id}`, { secret: renewed.body.secret });
  // Its message is signed with both, and nobody takes it.
  await again.call('POST', '/records/customers', { name: canary('customer') });
  const tried = async (): Promise<unknown> => {
    const { body } = await again.call<{ items: object[] }>('GET', `/webhooks/${made.body.id}/deliveries`);
    return body.items;
  };
  await expect.poll(tried, { timeout: 20_000 }).toMatchObject([{ attempts: [{}] }]);

  for (const shown of used) expect(shown).toMatch(/\S{16}/);
  expect(await server.loggedSecrets(used)).toEqual([]);
  const log = await readFile(join(server.dataFolder, 'logs', 'worker.log'), 'utf8');
  expect(log).toContain('"jobName":"webhooks.deliver"');
});
