import { beforeAll, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

let world: ProductWorld;
let admin: SignedIn;

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company();
  for (const [name, over] of [
    ['=HYPERLINK("http://x")', { mobile: '13805711234', level: 'A', nextContactAt: '2026-11-21T15:00:00+08:00' }],
    [
      '杭州云栖茶业有限公司',
      { mobile: '13805715678', level: 'B', creditLimit: { amount: '1234.50', currency: 'CNY' } },
    ],
    ['"引号", 逗号', {}],
  ] as const) {
    const made = await world.call(admin.accessToken, 'POST', '/records/customers', { name, ...over });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  }
});

async function exported(token: string, body: Record<string, unknown>): Promise<Buffer> {
  const started = await world.call<{ jobId: string }>(token, 'POST', '/records/customers/export', body);
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  await world.runJobs(admin.tenant.id);
  const job = await world.call<{ state: string; result: { fileId: string } }>(
    token,
    'GET',
    `/jobs/${started.body.jobId}`,
  );
  expect(job.body).toMatchObject({ state: 'completed' });
  return world.files.get(job.body.result.fileId) ?? Buffer.alloc(0);
}

it('writes a csv that Excel reads, with formulas made harmless', async () => {
  const text = (
    await exported(admin.accessToken, {
      fields: ['name', 'mobile', 'level', 'nextContactAt', 'creditLimit'],
      format: 'csv',
      sort: 'createdAt',
    })
  ).toString();
  expect(text.startsWith('\uFEFF客户名称,手机,客户级别')).toBe(true);
  expect(text).toContain(`"'=HYPERLINK(""http://x"")",13805711234,`);
  expect(text).toContain('2026-11-21 15:00:00');
  expect(text).toContain('1234.5');
});

it('writes an xlsx with numbers and dates as such, and no formula', async () => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(
    (await exported(admin.accessToken, {
      fields: ['name', 'nextContactAt', 'creditLimit', 'ownerId'],
      format: 'xlsx',
      sort: 'createdAt',
    })) as unknown as ArrayBuffer,
  );
  const sheet = workbook.worksheets[0];
  expect(sheet?.getCell('A2').value).toBe('=HYPERLINK("http://x")');
  expect(sheet?.getCell('A2').formula).toBeUndefined();
  expect(sheet?.getCell('B2').value).toEqual(new Date('2026-11-21T15:00:00Z'));
  expect(sheet?.getCell('C3').value).toBe(1234.5);
  expect(sheet?.getCell('D3').value).toBe('王芳');
});

it('names the currency of an amount in another one, and an import takes it back', async () => {
  const made = await world.call<{ id: string }>(admin.accessToken, 'POST', '/records/customers', {
    name: '外币客户',
    creditLimit: { amount: '1200.00', currency: 'USD' },
  });
  const csv = (
    await exported(admin.accessToken, { ids: [made.body.id], fields: ['id', 'creditLimit'], format: 'csv' })
  ).toString();
  expect(csv).toBe(`\uFEFF编号,信用额度\r\n${made.body.id},1200.00 USD`);
  const fileId = world.upload(admin, '额度.csv', csv.replace('1200.00', '1300.50'));
  const started = await world.call<{ jobId: string }>(admin.accessToken, 'POST', '/records/customers/import', {
    fileId,
    mode: 'update',
    matchOn: 'id',
    mapping: { 编号: 'id', 信用额度: 'creditLimit' },
    duplicates: 'overwrite',
  });
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  await world.runJobs(admin.tenant.id);
  const { body } = await world.call(admin.accessToken, 'GET', `/records/customers/${made.body.id}`);
  expect(body).toMatchObject({ creditLimit: { amount: '1300.50', currency: 'USD' } });
});

it('writes a workbook that opens, whatever texts are stored', async () => {
  const made = await world.call<{ id: string }>(admin.accessToken, 'POST', '/records/customers', { name: '旧数据' });
  for (const text of ['坏\ufffe', '坏\uffff']) {
    const refused = await world.call(admin.accessToken, 'PATCH', `/records/customers/${made.body.id}`, {
      version: 1,
      name: text,
    });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'name', code: 'patternMismatch' }] } });
  }
  // From before these were refused.
  await world.db.ownerQuery('update customers set name = $2 where id = $1', [made.body.id, '坏\uffff了']);
  const workbook = new ExcelJS.Workbook();
  const file = await exported(admin.accessToken, { ids: [made.body.id], fields: ['name'], format: 'xlsx' });
  await workbook.xlsx.load(file as unknown as ArrayBuffer);
  expect(workbook.worksheets[0]?.getCell('A2').value).toBe('坏\ufffd了');
});

it.each([
  ['a field of the sort that there is not', { fields: ['name'], sort: 'nope' }, 'sort'],
  ['a field that there is not', { fields: ['name', 'nope'] }, 'fields.1'],
])('refuses %s before it starts', async (_what, body, path) => {
  const answer = await world.call<{ errors: { path: string }[] }>(
    admin.accessToken,
    'POST',
    '/records/customers/export',
    { format: 'csv', ...body },
  );
  expect(answer.status).toBe(422);
  expect(answer.body.errors[0]?.path).toContain(path);
});

it('refuses what a pool does not show before it starts', async () => {
  const pools = await world.call<{ items: { id: string; version: number }[] }>(admin.accessToken, 'GET', '/pools');
  const [pool] = pools.body.items;
  const shown = await world.call(admin.accessToken, 'PATCH', `/pools/${pool?.id}`, {
    version: pool?.version,
    visibleFields: ['name'],
  });
  expect(shown.status, JSON.stringify(shown.body)).toBe(200);
  const seller = await world.colleague(admin, '林小满', 'sales');
  const answer = await world.call<{ errors: { path: string }[] }>(seller.token, 'POST', '/records/customers/export', {
    pool: pool?.id,
    fields: ['name', 'mobile'],
    format: 'csv',
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(422);
  expect(answer.body.errors).toMatchObject([{ path: 'fields.1' }]);
});

it('shows a person no more than the list does', async () => {
  const roles = await world.call<{ items: { id: string; key: string; permissions: object[]; fields: object[] }[] }>(
    admin.accessToken,
    'GET',
    '/roles',
  );
  const sales = roles.body.items.find((role) => role.key === 'sales');
  const patched = await world.call(admin.accessToken, 'PATCH', `/roles/${sales?.id}`, {
    permissions: [
      ...(sales?.permissions ?? []).filter((each) => (each as { action: string }).action !== 'export'),
      { module: 'customers', action: 'export', scope: 'own' },
    ],
    fields: [
      { module: 'customers', field: 'mobile', access: 'masked' },
      { module: 'customers', field: 'level', access: 'hidden' },
    ],
  });
  expect(patched.status, JSON.stringify(patched.body)).toBe(200);
  const ann = await world.colleague(admin, '李敏', 'sales');
  const made = await world.call(admin.accessToken, 'POST', '/records/customers', {
    name: '李敏的客户',
    mobile: '13900001111',
    ownerId: ann.id,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const text = (await exported(ann.token, { fields: ['name', 'mobile'], format: 'csv' })).toString();
  expect(text.split('\r\n').filter(Boolean)).toEqual(['\uFEFF客户名称,手机', '李敏的客户,139****1111']);
  const hidden = await world.call<{ errors: object[] }>(ann.token, 'POST', '/records/customers/export', {
    fields: ['name', 'level'],
    format: 'csv',
  });
  expect(hidden.body.errors).toMatchObject([{ path: 'fields.1', code: 'unknownField' }]);
  const readonly = await world.colleague(admin, '周会', 'readonly');
  expect(
    (await world.call(readonly.token, 'POST', '/records/customers/export', { fields: ['name'], format: 'pdf' })).status,
  ).toBe(422);
  expect(world.logged).toEqual([]);
});
