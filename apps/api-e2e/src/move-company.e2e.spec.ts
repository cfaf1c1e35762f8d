import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient, startTestServer, totpCode, type TestServer } from '@ruyi/testing';
import { runRuyi, type RuyiAnswer } from './run-ruyi.js';

type Body = Record<string, unknown>;

const EMAIL = 'owner@example.com';
const GUARDED = 'guarded@example.com';
const PASSWORD = 'Correct horse 1';
const SENDER = {
  provider: 'smtp',
  settings: {
    host: 'smtp.example.com',
    port: 465,
    secure: true,
    user: 'a',
    fromName: '云栖',
    fromAddress: 'a@example.com',
  },
  secrets: { password: 'very secret' },
};

/** Everything of a company that the API shows and that must not change when it moves. */
async function picture(client: ApiClient): Promise<unknown> {
  const get = async (path: string): Promise<Body> => {
    const answer = await client.call('GET', path);
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200);
    return answer.body;
  };
  const customers = (await get('/records/customers?sort=name&limit=100')) as { items: { id: string }[] };
  const histories = [];
  for (const { id } of customers.items) histories.push(await get(`/records/customers/${id}/history`));
  const module = await get('/modules/customers');
  return { customers: customers.items, histories, fields: module['fields'], layout: module['layout'] };
}

/** Somebody whose account asks for a code besides the password. */
async function guardedColleague(admin: ApiClient, made: (path: string, body: unknown) => Promise<Body>): Promise<void> {
  const { body: roles } = await admin.call<{ items: { id: string; key: string }[] }>('GET', '/roles');
  const roleIds = roles.items.filter(({ key }) => key === 'sales').map(({ id }) => id);
  await made('/users', { name: '赵强', email: GUARDED, roleIds, password: PASSWORD });
  const { body } = await admin.as(null).call('POST', '/auth/login', { login: GUARDED, password: PASSWORD });
  const client = admin.as(String(body['accessToken']));
  const begun = await client.call('POST', '/me/second-factor/setup', { password: PASSWORD });
  const confirm = { token: begun.body['token'], code: totpCode(String(begun.body['secret'])) };
  expect((await client.call('POST', '/me/second-factor/confirm', confirm)).status).toBe(200);
}

async function logIn(server: TestServer, tenantId?: string): Promise<ApiClient> {
  const answer = await new ApiClient(server.url).call('POST', '/auth/login', {
    login: EMAIL,
    password: PASSWORD,
    tenantId,
  });
  expect(answer.status).toBe(200);
  return new ApiClient(server.url, String(answer.body['accessToken']));
}

const named = async (client: ApiClient, q: string): Promise<unknown[]> => {
  const { body } = await client.call<{ items: { name: string }[] }>(
    'GET',
    `/records/customers?search=${encodeURIComponent(q)}`,
  );
  return body.items.map(({ name }) => name);
};

/** The whole life of an archive, with the tool that an operator uses, beside two running installs. */
/** Five starts of the tool in one test, on a machine that does other things as well. */
const FIVE_STARTS_MS = 180_000;

describe('a company that moves', () => {
  let here: TestServer;
  let there: TestServer;
  let folder: string;
  let archive: string;
  let tenantId: string;
  let before: unknown;
  let fileId: string;
  let exported: RuyiAnswer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ruyi-move-'));
    archive = join(folder, 'company.tar.gz');
    here = await startTestServer({ DEMO: 'off' });
    there = await startTestServer({ DEMO: 'off' });
    const signedUp = await new ApiClient(here.url).call<{ accessToken: string; tenant: { id: string } }>(
      'POST',
      '/signup',
      { companyName: '云栖茶业', name: '王芳', email: EMAIL, password: PASSWORD },
    );
    tenantId = signedUp.body.tenant.id;
    const admin = new ApiClient(here.url, signedUp.body.accessToken);
    const made = async (path: string, body: unknown): Promise<Body> => {
      const answer = await admin.call('POST', path, body);
      expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
      return answer.body;
    };
    const field = await made('/modules/customers/fields', { label: { zh: '预算' }, type: 'number', indexed: true });
    const form = new FormData();
    form.append('file', new Blob(['合同正文'], { type: 'text/plain' }), '合同.txt');
    fileId = String((await made('/files', form))['id']);
    const files = await made('/modules/customers/fields', { label: { zh: '合同' }, type: 'files' });
    for (const [index, name] of ['杭州西湖茶业', '宁波港口贸易', '温州鞋革厂'].entries()) {
      const attached = index === 0 ? { [String(files['key'])]: [fileId] } : {};
      const { id, version } = await made('/records/customers', {
        name,
        mobile: `1380000000${index}`,
        [String(field['key'])]: index * 100,
        ...attached,
      });
      await admin.call('PATCH', `/records/customers/${String(id)}`, { version, level: 'A' });
      await made('/records/contacts', { name: `联系人${index}`, customer: id });
    }
    await admin.call('PUT', '/senders/mail', SENDER);
    await guardedColleague(admin, made);
    const { items: roles } = (await admin.call<{ items: Body[] }>('GET', '/roles')).body;
    await made('/webhooks', {
      name: 'ERP',
      url: 'http://127.0.0.1:9/hook',
      events: ['followUps.deleted'],
      roleId: roles.find(({ key }) => key === 'readonly')?.['id'],
    });
    before = await picture(admin);
    exported = await runRuyi(here.dataFolder, ['tenant', 'export', tenantId, archive]);
  });
  afterAll(async () => {
    await Promise.all([here.stop(), there.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  it('is written while the product runs, and says what was written', () => {
    expect(exported).toMatchObject({ code: 0, err: '' });
    expect(exported.out).toMatch(/1 files/);
    expect(exported.out).toMatch(/customers +3/);
    expect(exported.out).toMatch(/contacts +3/);
  });

  it('arrives whole in another install: ids, values, history, log-in, search, files', async () => {
    const imported = await runRuyi(there.dataFolder, ['tenant', 'import', archive]);
    expect(imported).toMatchObject({ code: 0, err: '' });
    expect(imported.out).toContain(tenantId);
    expect(imported.out).toContain('the password of the mail sender was sealed by the other install');
    expect(imported.out).toContain('1 webhooks are off here');
    const moved = await logIn(there);
    // A secret of the other install would keep its owner out for good.
    expect(imported.out).toContain('1 people had a second factor that the other install had sealed');
    const guarded = { login: GUARDED, password: PASSWORD };
    expect((await moved.as(null).call('POST', '/auth/login', guarded)).body).toHaveProperty('accessToken');
    expect((await moved.call('GET', '/webhooks')).body).toMatchObject({ items: [{ name: 'ERP', enabled: false }] });
    expect((await moved.call('GET', '/senders/mail')).body).toMatchObject({ sender: { secretsSet: [] } });
    expect(await picture(moved)).toEqual(before);
    expect(await named(moved, '港口')).toEqual(['宁波港口贸易']);
    expect(await named(moved, 'wzxgc')).toEqual(['温州鞋革厂']);
    const file = await moved.call<string>('GET', `/files/${fileId}`);
    expect([file.status, file.body]).toEqual([200, '合同正文']);
    // Uniqueness, serial numbers and access work on.
    expect((await moved.call('POST', '/records/customers', { name: '杭州西湖茶业' })).status).toBe(409);
    expect((await moved.call('POST', '/records/customers', { name: '新来的' })).status).toBe(201);
  });

  it('arrives beside itself with an id of its own, and people keep their password', async () => {
    const copied = await runRuyi(here.dataFolder, ['tenant', 'import', archive]);
    expect(copied).toMatchObject({ code: 0, err: '' });
    expect(copied.out).toContain('2 people had an account here already');
    const copyId = /to ([0-9a-f-]{36}):/.exec(copied.out)?.[1];
    expect(copyId).not.toBe(tenantId);
    const copy = await logIn(here, copyId);
    expect(await picture(copy)).toEqual(before);
    expect((await copy.call('GET', '/senders/mail')).body).toMatchObject({ sender: { secretsSet: ['password'] } });
    expect(await named(copy, 'nbgk')).toEqual(['宁波港口贸易']);

    const wrong = await runRuyi(here.dataFolder, ['tenant', 'delete', String(copyId), '--name', '别的公司']);
    expect(wrong).toMatchObject({ code: 1, out: '' });
    expect(wrong.err).toContain('云栖茶业');
    const deleted = await runRuyi(here.dataFolder, ['tenant', 'delete', String(copyId), '--name', '云栖茶业']);
    expect(deleted).toMatchObject({ code: 0, err: '' });
    expect((await copy.call('GET', '/records/customers')).status).toBe(401);
    // The first is as it was.
    expect(await picture(await logIn(here))).toEqual(before);
  });

  it('refuses what is no archive, in one line', async () => {
    for (const source of [join(here.dataFolder, 'secret'), join(folder, 'nothing.tar.gz')]) {
      const refused = await runRuyi(here.dataFolder, ['tenant', 'import', source]);
      expect(refused).toMatchObject({ code: 1, out: '' });
      expect(refused.err.trim().split('\n')).toHaveLength(1);
    }
  });

  it(
    'lists, makes a company and a link for a password, and tells of migrations',
    async () => {
      expect((await runRuyi(there.dataFolder, ['migrate', 'status'])).code).toBe(0);
      const made = await runRuyi(there.dataFolder, [
        ...['tenant', 'create', '--company', '运维建的公司', '--name', '李雷', '--mobile', '13911112222'],
      ]);
      expect(made).toMatchObject({ code: 0, err: '' });
      const token = /\/reset\/(\S+)/.exec(made.out)?.[1];
      const chosen = await new ApiClient(there.url).call('POST', '/auth/reset', { token, password: PASSWORD });
      expect(chosen.status).toBe(204);
      const entered = await new ApiClient(there.url).call('POST', '/auth/login', {
        login: '13911112222',
        password: PASSWORD,
      });
      expect(entered.status).toBe(200);
      const rebuilt = await runRuyi(there.dataFolder, ['search', 'rebuild', tenantId]);
      expect(rebuilt).toMatchObject({ code: 0, err: '' });
      expect(rebuilt.out).toMatch(/customers +4/);
      expect(await named(await logIn(there), 'hzxh')).toEqual(['杭州西湖茶业']);
      const list = await runRuyi(there.dataFolder, ['tenant', 'list']);
      expect(list.out).toContain('运维建的公司');
      expect((await runRuyi(there.dataFolder, ['user', 'reset-password', '13900000000'])).err).toContain(
        'nobody logs in',
      );
    },
    FIVE_STARTS_MS,
  );

  it('takes a second factor off somebody who has lost it', async () => {
    const guarded = { login: GUARDED, password: PASSWORD };
    const nobody = new ApiClient(here.url);
    expect((await nobody.call('POST', '/auth/login', guarded)).body).toHaveProperty('secondFactor');
    const reset = (login: string) => runRuyi(here.dataFolder, ['user', 'reset-second-factor', login]);
    expect(await reset(GUARDED)).toMatchObject({ code: 0, err: '' });
    expect((await nobody.call('POST', '/auth/login', guarded)).body).toHaveProperty('accessToken');
    expect((await reset(GUARDED)).err).toContain('has no second factor');
    expect((await reset('13900000000')).err).toContain('nobody logs in');
    const { body } = await (await logIn(here)).call('GET', '/audit?action=operator.secondFactor');
    expect(body['items']).toMatchObject([{ by: null }]);
  });
});
