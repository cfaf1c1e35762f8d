import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient, startTestServer, type TestServer } from '@ruyi/testing';
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
  expect(await server.loggedSecrets(['"msg":"listening"'])).toHaveLength(1);
});
