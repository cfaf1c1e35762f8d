import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { PASSWORD, productWorld, type ProductWorld } from './testing/product-world.js';

let world: ProductWorld;
let admin: SignedIn;

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company('云启贸易');
  await world.call(admin.accessToken, 'POST', '/records/customers', { name: '星河制造', mobile: '13800138000' });
});

const get = <T = Record<string, unknown>>(path: string, token = admin.accessToken) => world.call<T>(token, 'GET', path);
const post = (path: string, body: unknown, token = admin.accessToken) => world.call(token, 'POST', path, body);

async function fileOf(jobId: unknown): Promise<Buffer> {
  await world.runJobs(admin.tenant.id);
  const { body } = await get(`/jobs/${String(jobId)}`);
  expect(body).toMatchObject({ state: 'completed', result: { fileId: jobId } });
  const file = world.files.get(String(jobId));
  if (!file) throw new Error('there is no file');
  return file;
}

describe('everything of a company', () => {
  it('is packed for who says the password again, without passwords and without the search', async () => {
    expect(await post('/data-security/export', { password: 'wrong' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'password', code: 'notAllowed' }] },
    });
    const started = await post('/data-security/export', { password: PASSWORD });
    expect(started.status).toBe(202);
    expect((await post('/data-security/export', { password: PASSWORD })).status).toBe(409);
    const folder = await mkdtemp(join(tmpdir(), 'ruyi-everything-'));
    try {
      await writeFile(join(folder, 'all.tar.gz'), await fileOf(started.body['jobId']));
      await extract({ file: join(folder, 'all.tar.gz'), cwd: folder });
      const customers = await readFile(join(folder, 'tables/customers.copy'), 'utf8');
      expect(customers.trim().split('\n')).toEqual([expect.stringContaining('星河制造')]);
      expect(await readFile(join(folder, 'tables/account.copy'), 'utf8')).not.toMatch(/argon|scrypt|\$/);
      const tables = await readdir(join(folder, 'tables'));
      expect(tables).toEqual(expect.arrayContaining(['history.copy', 'app_user.copy', 'audit_log.copy']));
      expect(tables).not.toContain('search_row.copy');
      expect(tables).not.toContain('session.copy');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is for those who may, and never of another company', async () => {
    const { token } = await world.colleague(admin, '李敏', 'manager');
    for (const path of ['/data-security', '/data-security/exports', '/data-security/operator-acts'])
      expect((await get(path, token)).status, path).toBe(403);
    expect((await post('/data-security/export', { password: PASSWORD }, token)).status).toBe(403);
    expect((await post('/audit/export', { format: 'csv' }, token)).status).toBe(403);
    const other = await world.company('晨光文具');
    expect((await get('/data-security/exports', other.accessToken)).body).toEqual({ items: [], nextCursor: null });
    expect(JSON.stringify((await get('/data-security', other.accessToken)).body)).not.toContain(admin.tenant.id);
  });
});

describe('the audit log', () => {
  it('is exported with the filter of its list, in words', async () => {
    await post('/roles', { name: '接口', permissions: [] });
    const csv = (
      await fileOf((await post('/audit/export', { format: 'csv', about: 'people' })).body['jobId'])
    ).toString();
    const [heading, ...lines] = csv.replace('\ufeff', '').trim().split('\r\n');
    expect(heading).toBe('时间,谁,做了什么,操作代码,对象编号,详情,次数,IP');
    expect(lines.some((line) => line.includes('王芳,新建角色,role.create'))).toBe(true);
    expect(lines.every((line) => /(role|user|department|invitation|company)\./.test(line))).toBe(true);
    const xlsx = await fileOf((await post('/audit/export', { format: 'xlsx' })).body['jobId']);
    expect(xlsx.subarray(0, 2).toString()).toBe('PK');
    expect((await post('/audit/export', { format: 'pdf' })).status).toBe(422);
  });
});

describe('the page', () => {
  it('says where the data is and how much', async () => {
    expect((await get('/data-security')).body).toMatchObject({
      tenantId: admin.tenant.id,
      location: null,
      records: 1,
      people: expect.any(Number),
    });
  });

  it('lists who exported what, and keeps it in the audit log', async () => {
    const { body } = await post('/records/customers/export', { fields: ['name'], format: 'csv' });
    await fileOf(body['jobId']);
    const { items } = (await get<{ items: Record<string, unknown>[] }>('/data-security/exports')).body;
    expect(items[0]).toMatchObject({
      id: body['jobId'],
      by: { name: '王芳' },
      what: 'records',
      module: 'customers',
      format: 'csv',
      rows: 1,
      state: 'completed',
    });
    expect(items.map(({ what }) => what)).toEqual(['records', 'audit', 'audit', 'company']);
    const audit = (await get<{ items: { action: string }[] }>('/audit?about=exports')).body;
    expect(audit.items.map(({ action }) => action)).toEqual([
      'export.records',
      'export.audit',
      'export.audit',
      'export.company',
    ]);
    const page = (await get<{ nextCursor: string }>('/data-security/exports?limit=1')).body;
    const rest = (await get<{ items: unknown[] }>(`/data-security/exports?after=${page.nextCursor}`)).body;
    expect(rest.items).toHaveLength(3);
  });

  it('lists what the operator did', async () => {
    expect((await get('/data-security/operator-acts')).body).toEqual({ items: [], nextCursor: null });
    const { email } = (await get<{ user: { email: string } }>('/me')).body.user;
    await world.product.identity.operatorReset.run(email, 'root');
    await world.product.identity.operatorActs.keep(admin.tenant.id, 'export', { by: 'root' });
    const { items } = (await get<{ items: Record<string, unknown>[] }>('/data-security/operator-acts')).body;
    expect(items).toMatchObject([
      { action: 'operator.export', by: null, detail: { by: 'root' } },
      { action: 'operator.passwordLink', by: null, detail: { by: 'root', login: email } },
    ]);
  });
});
