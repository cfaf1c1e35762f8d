import { beforeAll, describe, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

interface Job {
  readonly state: string;
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly result: {
    readonly created: number;
    readonly updated: number;
    readonly skipped: number;
    readonly refused: number;
    readonly errorFileId: string | null;
    readonly changeSet: string | null;
    readonly rows?: readonly {
      readonly row: number;
      readonly error: { readonly code: string; readonly message: string };
    }[];
    readonly error?: { readonly code: string; readonly message: string };
  };
}

let world: ProductWorld;
let admin: SignedIn;

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company();
});

async function start(by: string, body: object, module = 'customers') {
  return world.call<{ jobId: string; errors?: { path: string; code: string }[] }>(
    by,
    'POST',
    `/records/${module}/import`,
    body,
  );
}

/** Imports a file of the administrator's from start to end. */
async function imported(content: Buffer | string, body: object, module = 'customers', name = '客户.csv'): Promise<Job> {
  const fileId = world.upload(admin, name, content);
  const started = await start(admin.accessToken, { fileId, mode: 'create', ...body }, module);
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  await world.runJobs(admin.tenant.id);
  return (await world.call<Job>(admin.accessToken, 'GET', `/jobs/${started.body.jobId}`)).body;
}

async function find(name: string, module = 'customers', fields = '') {
  const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'eq', value: name }));
  const found = await world.call<{ items: Record<string, unknown>[] }>(
    admin.accessToken,
    'GET',
    `/records/${module}?filter=${filter}${fields}`,
  );
  return found.body.items;
}

const MAPPING = { 公司名称: 'name', 手机号: 'mobile', 级别: 'level', 负责人: 'ownerId', 下次联系: 'nextContactAt' };

describe('an import', () => {
  it('is taken back once, however often somebody presses the button', async () => {
    const fileId = world.upload(admin, '客户.csv', '公司名称\n撤回一\n撤回二\n');
    const body = { fileId, mode: 'create', mapping: { 公司名称: 'name' } };
    const { jobId } = (await start(admin.accessToken, body)).body;
    await world.runJobs(admin.tenant.id);
    const pressed = await Promise.all(
      Array.from({ length: 3 }, () => world.call(admin.accessToken, 'POST', `/jobs/${jobId}/undo`)),
    );
    expect(pressed.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    await world.runJobs(admin.tenant.id);
    expect(await find('撤回一')).toEqual([]);
    const again = await world.call(admin.accessToken, 'POST', `/jobs/${jobId}/undo`);
    expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining('已经撤销') } });
    // Nor is it offered again, to whoever looks at the job later.
    expect((await world.call(admin.accessToken, 'GET', `/jobs/${jobId}`)).body).toMatchObject({ undoable: false });
  });

  it('is found again through its notice', async () => {
    const fileId = world.upload(admin, '客户.csv', '公司名称\n找得到\n');
    const { jobId } = (await start(admin.accessToken, { fileId, mode: 'create', mapping: { 公司名称: 'name' } })).body;
    await world.runJobs(admin.tenant.id);
    const { body } = await world.call<{ items: object[] }>(admin.accessToken, 'GET', '/notifications');
    expect(body.items[0]).toMatchObject({ kind: 'jobDone', jobId });
  });

  it('makes a record of each row, with the cells as people write them', async () => {
    const job = await imported(
      [
        '\uFEFF公司名称,手机号,级别,负责人,下次联系,备注,额度,地区,注册于',
        '杭州云栖茶业有限公司,+86 138-0571-1234,A 重点客户,王芳,2027年1月5日 9:30,"一行,\n又一行","¥1,234.50",浙江省 杭州市 西湖区,2024/1/5',
        `'=SUM(A1),,,,,,,,`,
        '',
      ].join('\r\n'),
      { mapping: { ...MAPPING, 备注: 'remark', 额度: 'creditLimit', 地区: 'region', 注册于: 'createdAt' } },
    );
    expect(job).toMatchObject({ state: 'completed', done: 2, total: 2, failed: 0, result: { created: 2 } });
    const [first] = await find('杭州云栖茶业有限公司');
    expect(first).toMatchObject({
      mobile: '13805711234',
      level: 'A',
      ownerId: admin.user.id,
      nextContactAt: '2027-01-05T01:30:00.000Z',
      remark: '一行,\n又一行',
      creditLimit: { amount: '1234.50', currency: 'CNY' },
      region: '330106',
      createdAt: '2024-01-04T16:00:00.000Z',
    });
    // The clock of the pool starts today, however old the customer is.
    expect(Date.now() - Date.parse(String(first?.['ownedSince']))).toBeLessThan(60_000);
    expect(await find('=SUM(A1)')).toHaveLength(1);
  });

  it('reads a workbook: numbers, dates, formulas and formatted text', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('客户');
    sheet.addRow(['公司名称', '手机号', '下次联系', '评分']);
    sheet.addRow([
      { richText: [{ text: '宁波' }, { text: '海曙外贸' }] },
      13805715678,
      new Date('2027-03-01T10:00:00Z'),
      2,
    ]);
    sheet.addRow([{ formula: '"绍兴"&"锦绣"', result: '绍兴锦绣' }, '13805715679', 46_447.5, '★★']);
    sheet.getCell('C2').numFmt = 'yyyy-mm-dd hh:mm';
    sheet.addRow([]);
    const job = await imported(
      Buffer.from(await workbook.xlsx.writeBuffer()),
      { mapping: { 公司名称: 'name', 手机号: 'mobile', 下次联系: 'nextContactAt', 评分: 'rating' } },
      'customers',
      '客户.xlsx',
    );
    expect(job.result.rows).toBeUndefined();
    expect(job).toMatchObject({ state: 'completed', failed: 0, result: { created: 2 } });
    expect((await find('宁波海曙外贸'))[0]).toMatchObject({
      mobile: '13805715678',
      nextContactAt: '2027-03-01T02:00:00.000Z',
      rating: 2,
    });
    expect((await find('绍兴锦绣'))[0]).toMatchObject({ nextContactAt: '2027-03-01T04:00:00.000Z', rating: 2 });
  });

  it('reads what Excel writes in China: GB18030, tabs', async () => {
    // 公司名称 级别, 东莞制造厂 A
    const bytes = Buffer.from('b9abcbbec3fbb3c609bcb6b1f00d0ab6abddb8d6c6d4ecb3a70941', 'hex');
    const job = await imported(bytes, { mapping: { 公司名称: 'name', 级别: 'level' } });
    expect(job).toMatchObject({ failed: 0, result: { created: 1 } });
    expect((await find('东莞制造厂'))[0]).toMatchObject({ level: 'A' });
  });

  it('refuses rows alone, says why, and gives them back as a file that can be imported when it is mended', async () => {
    const rows = [
      '公司名称,手机号,级别,负责人',
      '好的一家,13805710011,A,王芳',
      ',13805710012,,',
      '坏手机,123,没有这级,查无此人',
      '好的一家,,,',
      '末了一家,,,',
    ];
    const job = await imported(rows.join('\n'), {
      mapping: { 公司名称: 'name', 手机号: 'mobile', 级别: 'level', 负责人: 'ownerId' },
    });
    expect(job).toMatchObject({ state: 'completed', done: 5, failed: 3, result: { created: 2, refused: 3 } });
    expect(job.result.rows?.map(({ row, error }) => [row, error.code])).toEqual([
      [3, 'required'],
      [4, 'unknownOption'],
      [5, 'notUnique'],
    ]);
    expect(job.result.rows?.[1]?.error.message).toMatch(/^级别：.+；负责人：.+；手机号：/);
    // What is there already is named, and whose it is.
    expect(job.result.rows?.[2]?.error.message).toBe('公司名称「好的一家」：已存在，不能重复：好的一家（王芳）');
    const errors = world.files.get(job.result.errorFileId ?? '')?.toString() ?? '';
    expect(errors.split('\r\n').slice(0, 3)).toEqual([
      '\uFEFF公司名称,手机号,级别,负责人,未导入原因',
      expect.stringMatching(/^,13805710012,,,公司名称：/),
      expect.stringMatching(/^坏手机,123,没有这级,查无此人,级别：/),
    ]);
    const mended = errors.replace('坏手机,123,没有这级,查无此人', '修好的,13805710013,B,王芳');
    const again = await imported(mended, {
      mapping: { 公司名称: 'name', 手机号: 'mobile', 级别: 'level', 负责人: 'ownerId' },
    });
    expect(again).toMatchObject({ failed: 2, result: { created: 1 } });
  });

  it('updates what is there, by the field that tells it', async () => {
    const first = await imported('公司名称,手机号,备注\n甲方,13805710021,旧\n乙方,13805710022,', {
      mapping: { 公司名称: 'name', 手机号: 'mobile', 备注: 'remark' },
    });
    expect(first.result.created).toBe(2);
    const mapping = { 公司名称: 'name', 手机号: 'mobile', 备注: 'remark' };
    const rows = '公司名称,手机号,备注\n甲方, 138 0571 0021 ,新\n丙方,13805710023,新\n丙方,13805710023,后';
    const update = { mode: 'update', matchOn: 'mobile', mapping };
    const updated = await imported(rows, update);
    expect(updated.result.rows?.map(({ row, error }) => [row, error.code])).toEqual([
      [3, 'notFound'],
      [4, 'notFound'],
    ]);
    expect(updated).toMatchObject({ failed: 2, result: { updated: 1, created: 0 } });
    expect((await find('甲方'))[0]).toMatchObject({ remark: '新' });
    const both = { mode: 'both', matchOn: ['mobile'], mapping };
    expect(await imported(rows, { ...both, duplicates: 'fill' })).toMatchObject({
      failed: 0,
      result: { created: 1, updated: 2 },
    });
    expect((await find('丙方'))[0]).toMatchObject({ remark: '新' });
    expect(await imported(rows, { ...both, duplicates: 'skip' })).toMatchObject({ failed: 0, result: { skipped: 3 } });
    expect(await imported(rows, both)).toMatchObject({ failed: 0, result: { updated: 3 } });
    expect((await find('丙方'))[0]).toMatchObject({ remark: '后' });
    const again = await imported(rows, { mapping, duplicates: 'skip' });
    expect(again).toMatchObject({ failed: 0, result: { created: 0, skipped: 3 } });
  });

  it('names other records by their names, and makes contacts of customers', async () => {
    await imported('公司名称\n同名公司\n只有一家', { mapping: { 公司名称: 'name' } });
    const job = await imported(
      '姓名,客户\n张三,只有一家\n李四,没有这家\n王五,只有\u0001一家\n赵六,只有\ud800一家',
      { mapping: { 姓名: 'name', 客户: 'customer' } },
      'contacts',
    );
    expect(job).toMatchObject({ failed: 3, result: { created: 1 } });
    expect(job.result.rows?.[0]).toMatchObject({
      row: 3,
      error: { code: 'notFound', message: expect.stringContaining('客户') },
    });
    expect((await find('张三', 'contacts'))[0]).toMatchObject({ _display: { customer: '只有一家' } });
  });

  it('tries everything and keeps nothing, when asked to', async () => {
    const rows = Array.from({ length: 700 }, (_, index) => `试${index % 650},`);
    const body = { mapping: { 公司名称: 'name', 手机号: 'mobile' }, dryRun: true };
    const before = await world.db.ownerQuery('select count(*) from record');
    const job = await imported(['公司名称,手机号', ...rows].join('\n'), body);
    // The last fifty are in the file twice, in another batch than the first time.
    expect(job).toMatchObject({ failed: 50, result: { created: 650, changeSet: null } });
    expect(await world.db.ownerQuery('select count(*) from record')).toEqual(before);
  });

  it('is taken back as a whole', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `撤销${index}`);
    const fileId = world.upload(admin, 'a.csv', ['公司名称', ...rows].join('\n'));
    const started = await start(admin.accessToken, { fileId, mode: 'create', mapping: { 公司名称: 'name' } });
    await world.runJobs(admin.tenant.id);
    expect(await find('撤销7')).toHaveLength(1);
    const undone = await world.call(admin.accessToken, 'POST', `/jobs/${started.body.jobId}/undo`);
    expect(undone.status, JSON.stringify(undone.body)).toBe(202);
    await world.runJobs(admin.tenant.id);
    expect(await find('撤销7')).toHaveLength(0);
  });

  it('goes on where a run that died was, and counts each row once', async () => {
    const rows = Array.from({ length: 1_200 }, (_, index) => `续${index}`);
    const fileId = world.upload(admin, 'b.csv', ['公司名称', ...rows].join('\n'));
    const started = await start(admin.accessToken, { fileId, mode: 'create', mapping: { 公司名称: 'name' } });
    // A second run of the same job, as after a worker that was taken for dead.
    await Promise.all([world.runJobs(admin.tenant.id), world.runJobs(admin.tenant.id)]);
    const job = await world.call<Job>(admin.accessToken, 'GET', `/jobs/${started.body.jobId}`);
    expect(job.body).toMatchObject({ state: 'completed', done: 1_200, failed: 0, result: { created: 1_200 } });
    expect(await find('续1199')).toHaveLength(1);
  });

  it('puts rows into a pool, but for those with an owner', async () => {
    const pools = await world.call<{ items: { id: string }[] }>(admin.accessToken, 'GET', '/pools');
    const pool = pools.body.items[0]?.id;
    const job = await imported('公司名称,负责人\n公海一,\n公海二,王芳', {
      mapping: { 公司名称: 'name', 负责人: 'ownerId' },
      pool,
    });
    expect(job).toMatchObject({ failed: 0, result: { created: 2 } });
    const held = await world.db.ownerQuery<{ name: string; owned: boolean; pooled: boolean }>(
      `select name, owner_id is not null as owned, pool_id is not null as pooled from customers where name like '公海%' order by name`,
    );
    expect(held).toEqual([
      { name: '公海一', owned: false, pooled: true },
      { name: '公海二', owned: true, pooled: false },
    ]);
  });
});

it('looks at a file before it is imported', async () => {
  const fileId = world.upload(admin, 'a.csv', '客户名称 *,Mobile,随便,客户名称\n甲,13805710031,,乙\n\n丙,,,\n');
  const look = await world.call(admin.accessToken, 'POST', '/records/customers/import/look', { fileId });
  expect(look.body).toMatchObject({
    headings: ['客户名称 *', 'Mobile', '随便', '客户名称'],
    rows: [
      ['甲', '13805710031', null, '乙'],
      ['丙', null, null, null],
    ],
    total: 3,
    mapping: { '客户名称 *': 'name', Mobile: 'mobile' },
    fields: expect.arrayContaining(['name', 'createdAt', 'ownerId']),
    matchable: expect.arrayContaining(['name', 'creditCode']),
  });
  expect(look.body['fields']).not.toContain('photos');
});

describe('what cannot be imported is said at once', () => {
  const csv = '公司名称,手机号\n甲,13805710031';
  it.each([
    ['no file', { fileId: undefined }, ['fileId required']],
    ['no such file', { fileId: '018f0000-0000-7000-8000-000000000001' }, ['fileId notFound']],
    ['an unknown mode', { mode: 'delete' }, ['mode unknownOption']],
    ['a key that is none', { force: true }, ['force unknownKey']],
    ['no mapping', { mapping: {} }, ['mapping required']],
    ['a field that is none', { mapping: { 公司名称: 'name', 手机号: 'nothing' } }, ['mapping.手机号 unknownField']],
    [
      'a field that nobody writes',
      { mapping: { 公司名称: 'name', 手机号: 'updatedAt' } },
      ['mapping.手机号 notAllowed'],
    ],
    ['two columns for one field', { mapping: { 公司名称: 'name', 手机号: 'name' } }, ['mapping.手机号 notUnique']],
    [
      'a column that the file does not have',
      { mapping: { 公司名称: 'name', 座机: 'telephone' } },
      ['mapping.座机 notFound'],
    ],
    ['nothing to match on', { mode: 'update' }, ['matchOn required']],
    ['a match on no column', { mode: 'both', matchOn: 'email' }, ['matchOn required']],
    ['a match on a long text', { mode: 'both', matchOn: 'remark' }, ['matchOn unknownOption']],
    ['a pool that is none', { pool: '018f0000-0000-7000-8000-000000000001' }, ['pool notFound']],
  ])('%s', async (_what, over, expected) => {
    const fileId = world.upload(admin, 'x.csv', csv);
    const mapping = { 公司名称: 'name', 手机号: 'mobile' };
    const answer = await start(admin.accessToken, { fileId, mode: 'create', mapping, ...over });
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });

  it.each([
    ['a picture', 'x.png', Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['a zip that is no workbook', 'x.xlsx', Buffer.from('504b030400000000', 'hex')],
    ['bytes that call themselves csv', 'x.csv', Buffer.from('a,b\n\u0000\u0000,c')],
  ])('%s', async (_what, name, content) => {
    const fileId = world.upload(admin, name, content);
    const answer = await start(admin.accessToken, { fileId, mode: 'create', mapping: { a: 'name' } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([expect.objectContaining({ path: 'fileId', code: 'invalidType' })]);
  });

  it('to who sees the field to match on only in part', async () => {
    const made = await world.call<{ id: string }>(admin.accessToken, 'POST', '/roles', {
      name: '录入',
      permissions: ['read', 'create', 'edit', 'import'].map((action) => ({
        module: 'customers',
        action,
        scope: 'all',
      })),
      fields: [{ module: 'customers', field: 'mobile', access: 'masked' }],
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const importer = await world.colleague(admin, '钱录', 'sales', { roleIds: [made.body.id] });
    const fileId = world.upload({ user: importer }, 'x.csv', csv);
    const mapping = { 公司名称: 'name', 手机号: 'mobile' };
    const answer = await start(importer.token, { fileId, mode: 'update', matchOn: 'mobile', mapping });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ path: 'matchOn', code: 'notAllowed' }));
  });

  it('to who may not import, and of a file of somebody else', async () => {
    const seller = await world.colleague(admin, '李敏', 'sales');
    const reader = await world.colleague(admin, '何读', 'readonly');
    const fileId = world.upload(admin, 'x.csv', csv);
    const body = { fileId, mode: 'create', mapping: { 公司名称: 'name' } };
    expect((await start(reader.token, body)).status).toBe(403);
    const others = await start(seller.token, body);
    expect(others.body.errors).toEqual([expect.objectContaining({ path: 'fileId', code: 'notFound' })]);
  });
});
