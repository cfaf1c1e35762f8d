import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

type Made = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
interface Refusal {
  readonly code: string;
  readonly errors: readonly { readonly path: string; readonly code: string }[];
  readonly meta: { readonly duplicates: readonly Record<string, unknown>[] };
}

let world: ProductWorld;
let admin: SignedIn;
let ann: { id: string; token: string };
let ben: { id: string; token: string };

const call = <T = Made>(method: string, path: string, body?: object, token = admin.accessToken) =>
  world.call<T>(token, method, path, body);
const rules = async (...chosen: readonly [field: string, mode: string][]) => {
  const body = { rules: chosen.map(([field, mode]) => ({ field, mode })) };
  return call<Refusal & { rules: object[] }>('PUT', '/modules/customers/duplicates', body);
};
const create = (values: object, token?: string) => call<Made & Refusal>('POST', '/records/customers', values, token);
const act = (id: string, action: string, body: object, token?: string) =>
  call<Made & Refusal & { _duplicates?: object[] }>('POST', `/records/customers/${id}/actions/${action}`, body, token);

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company('云启贸易');
  ann = await world.colleague(admin, '李敏', 'sales');
  ben = await world.colleague(admin, '陈晨', 'sales');
});
beforeEach(async () => {
  expect((await call('DELETE', '/modules/customers/duplicates')).status).toBe(204);
});

describe('what counts as a duplicate', () => {
  it('is the name, unique fields and mobiles, warned of, until the company chooses', async () => {
    const shipped = await call<{ duplicates: object[] }>('GET', '/modules/customers');
    expect(shipped.body.duplicates).toEqual(['name', 'creditCode', 'mobile'].map((field) => ({ field, mode: 'warn' })));
    const chosen = await rules(['email', 'forbid']);
    expect(chosen.body.rules).toEqual([{ field: 'email', mode: 'forbid' }]);
    const now = await call<{ duplicates: object[] }>('GET', '/modules/customers', undefined, ann.token);
    expect(now.body.duplicates).toEqual([{ field: 'email', mode: 'forbid' }]);
    const audit = await call<{ items: { action: string; detail: object }[] }>('GET', '/audit?about=metadata&limit=1');
    expect(audit.body.items[0]).toMatchObject({
      action: 'module.duplicates',
      detail: { module: 'customers', after: { rules: ['email forbid'] } },
    });
  });

  it('is chosen by administrators among fields that can be compared', async () => {
    expect((await call('PUT', '/modules/customers/duplicates', { rules: [] }, ann.token)).status).toBe(403);
    const refused = await rules(['level', 'warn'], ['nonsense', 'warn'], ['name', 'maybe'], ['name', 'warn']);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'rules.0.field notAllowed',
      'rules.1.field unknownField',
      'rules.2.mode unknownOption',
      'rules.3.field notUnique',
    ]);
  });
});

describe('a field that forbids', () => {
  it('lets one of several through that are alike and come at once', async () => {
    await rules(['name', 'forbid']);
    const names = ['温州瓯江五金有限公司', '温州瓯江五金', '温州鸥江五金有限公司'];
    const made = await Promise.all(names.map((name) => create({ name, kind: 'person' }, ann.token)));
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('refuses to make or change a record into one that is there, and says of whose only so much', async () => {
    await create({ name: '杭州云栖茶业有限公司', kind: 'person', email: 'a@example.com' }, ben.token);
    expect((await create({ name: '云栖茶业杭州', email: 'A@example.com' }, ann.token)).status).toBe(201);
    await rules(['name', 'forbid'], ['email', 'forbid']);
    const near = await create({ name: '杭州云西茶业', kind: 'person' }, ann.token);
    expect([near.status, near.body.code, near.body.errors[0]?.path]).toEqual([409, 'notUnique', 'name']);
    expect(near.body.meta.duplicates).toEqual([
      { field: 'name', id: null, name: '杭***', ownerName: '陈**', pooled: false, deleted: false },
    ]);
    const made = await create({ name: '苏州园林' }, ann.token);
    const changed = await call<Refusal>(
      'PATCH',
      `/records/customers/${made.body.id}`,
      { version: 1, email: 'a@example.com' },
      ann.token,
    );
    expect([changed.status, changed.body.errors[0]?.path]).toEqual([409, 'email']);
    // What is alike already is no reason to refuse another change.
    await rules();
    const same = await create({ name: '苏州园林二', email: 'a@example.com' }, ann.token);
    await rules(['email', 'forbid']);
    const other = { version: 1, remark: '别的' };
    expect((await call('PATCH', `/records/customers/${same.body.id}`, other, ann.token)).status).toBe(200);
  });

  it('refuses what comes out of the bin, and neither undo nor merge', async () => {
    const [first, second] = [await create({ name: '宁波甲贸易' }), await create({ name: '宁波乙贸易' })];
    await call('DELETE', `/records/customers/${first.body.id}?version=1`);
    const third = await create({ name: '宁波甲贸易有限公司' });
    await rules(['name', 'forbid']);
    expect((await call('POST', `/records/customers/${first.body.id}/restore`)).status).toBe(409);
    const ids = { into: second.body.id, from: [third.body.id] };
    const versions = { [second.body.id]: 1, [third.body.id]: 1 };
    const values = { name: third.body.id };
    const merged = await call('POST', '/records/customers/merge', { ...ids, versions, values });
    expect(merged.status, JSON.stringify(merged.body)).toBe(200);
  });

  it('refuses rows of an import, also those that are like an earlier row', async () => {
    await create({ name: '温州永信鞋业有限公司' }, ben.token);
    await rules(['name', 'forbid']);
    const fileId = world.upload(
      admin,
      '客户.csv',
      '名称\n温州永信鞋业\n台州模具有限公司\n台州模具\n台州摸具\n绍兴酒业\n',
    );
    const started = await call<{ jobId: string }>('POST', '/records/customers/import', {
      fileId,
      mode: 'create',
      mapping: { 名称: 'name' },
    });
    await world.runJobs(admin.tenant.id);
    const job = await call<{ result: { created: number; refused: number; rows: object[] } }>(
      'GET',
      `/jobs/${started.body.jobId}`,
    );
    expect(job.body.result).toMatchObject({ created: 2, refused: 3 });
    expect(job.body.result.rows).toMatchObject([2, 4, 5].map((row) => ({ row, error: { code: 'notUnique' } })));
  });
});

describe('a dry run of an import', () => {
  /** Rows that fill the rest of the batch before the ones that matter. */
  const filler = Array.from(
    { length: 520 },
    (_, index) => `${index}号店${'甲乙丙丁戊己庚辛壬癸'[index % 10]}${index},,`,
  );

  const run = async (lines: readonly string[], over: object) => {
    const csv = ['公司名称,邮箱,备注', ...lines].join('\n');
    const fileId = world.upload({ user: admin.user }, 'rows.csv', csv);
    const mapping = { 公司名称: 'name', 邮箱: 'email', 备注: 'remark' };
    const started = await call<{ jobId: string }>('POST', '/records/customers/import', {
      fileId,
      mode: 'create',
      mapping,
      ...over,
    });
    expect(started.status, JSON.stringify(started.body)).toBe(202);
    await world.runJobs(admin.tenant.id);
    const { body } = await call<{ result: Record<string, unknown> }>('GET', `/jobs/${started.body.jobId}`);
    const { created, updated, skipped, refused, rows = [] } = body.result;
    const told = (rows as { row: number; error: { code: string; message: string } }[]).map(({ row, error }) => [
      row,
      error.code,
      // Which of several records is named best is not promised.
      error.message.replace(/(记录|不能重复)：.+$/, '$1'),
    ]);
    return { jobId: started.body.jobId, report: { created, updated, skipped, refused, told } };
  };

  it.each([
    ['creates', {}],
    ['creates or updates by a field that need not be unique', { mode: 'both', matchOn: 'email' }],
    ['creates or skips', { mode: 'create', matchOn: 'email', duplicates: 'skip' }],
  ])('that %s says of rows of different batches what the real one says', async (_what, over) => {
    await rules(['name', 'forbid'], ['email', 'forbid']);
    const lines = [
      '佛山南海陶瓷有限公司,nanhai@example.com,',
      ...filler,
      '佛山南海陶瓷,,', // The same name.
      '佛山南诲陶瓷厂,,', // Near the same, but for what it is called.
      '佛山南诲陶瓷有限公司,,', // One wrong character.
      '佛山南海陶瓷有限公司,nanhai@example.com,后来的',
      '江门新会陈皮,xinhui@example.com,',
    ];
    const tried = await run(lines, { ...over, dryRun: true });
    const real = await run(lines, over);
    expect(tried.report).toEqual(real.report);
    expect(tried.report.told.length + Number(tried.report.skipped)).toBeGreaterThan(1);
    await call('POST', `/jobs/${real.jobId}/undo`);
    await world.runJobs(admin.tenant.id);
    // What was taken back lies in the bin, where it would be found again.
    await world.db.ownerQuery('delete from customers where tenant_id = $1 and deleted_at is not null', [
      admin.tenant.id,
    ]);
  });
});

describe('an import where the company wants a warning', () => {
  const imported = async (lines: readonly string[], over: object, token: string, user: string) => {
    const fileId = world.upload({ user: { id: user } }, 'rows.csv', ['公司名称,手机,客户类型', ...lines].join('\n'));
    const body = { fileId, mode: 'create', mapping: { 公司名称: 'name', 手机: 'mobile', 客户类型: 'kind' }, ...over };
    const started = await call<{ jobId: string }>('POST', '/records/customers/import', body, token);
    expect(started.status, JSON.stringify(started.body)).toBe(202);
    await world.runJobs(admin.tenant.id);
    return (await call<{ result: Record<string, unknown> }>('GET', `/jobs/${started.body.jobId}`, undefined, token))
      .body;
  };

  it('takes the row, counts it, and says what it is like as far as the asker may know', async () => {
    await rules(['name', 'warn'], ['mobile', 'warn']);
    await create({ name: '嘉兴海宁皮革有限公司', kind: 'company' }, ben.token);
    await create({ name: '嘉兴平湖箱包', kind: 'person', mobile: '13805731111' }, ann.token);
    const lines = [
      '嘉兴海宁皮革集团,,',
      '另一个名字的箱包,138-0573-1111,',
      '嘉兴桐乡羊毛衫有限公司,,',
      '嘉兴桐乡羊毛衫,,',
      '没有像的,,',
    ];
    const tried = await imported(lines, { dryRun: true }, ann.token, ann.id);
    const { result } = await imported(lines, {}, ann.token, ann.id);
    expect(result).toMatchObject({ created: 5, refused: 0, alike: 3 });
    expect(result['warnings']).toEqual([
      {
        row: 2,
        duplicates: [{ field: 'name', id: null, name: '嘉***', ownerName: '陈**', pooled: false, deleted: false }],
      },
      { row: 3, duplicates: [expect.objectContaining({ field: 'mobile', name: '嘉兴平湖箱包', ownerName: '李敏' })] },
      { row: 5, duplicates: [expect.objectContaining({ field: 'name', name: '嘉兴桐乡羊毛衫有限公司' })] },
    ]);
    expect(tried.result).toMatchObject({ created: 5, alike: 3 });
    const file = world.files.get(String(result['alikeFileId']))?.toString() ?? '';
    expect(file.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFF公司名称,手机,客户类型,疑似重复',
      '嘉兴海宁皮革集团,,,嘉***（陈**）',
    ]);
    const none = await imported(['完全没有像的一家,,'], {}, ann.token, ann.id);
    expect(none.result).toMatchObject({ created: 1, alike: 0, alikeFileId: null });
    expect(none.result['warnings']).toBeUndefined();
  });

  it('tells of rows of different batches in a dry run too', async () => {
    await rules(['name', 'warn']);
    const filler = Array.from({ length: 510 }, (_, index) => `填${index}行${index}甲,,`);
    const lines = ['舟山普陀海鲜有限公司,,', ...filler, '舟山普陀海鲜,,'];
    const tried = await imported(lines, { dryRun: true }, ann.token, ann.id);
    const real = await imported(lines, {}, ann.token, ann.id);
    const told = (job: typeof real) => (job.result['warnings'] as { row: number }[]).map(({ row }) => row);
    expect(told(tried)).toEqual([513]);
    expect(told(real)).toEqual([513]);
  });
});

describe('whoever gets a record', () => {
  const pooled = async (values: object): Promise<Made> => {
    const { body } = await create(values);
    await act(body.id, 'putInPool', {});
    return body;
  };

  it('may not claim, or be given, what a colleague looks after already', async () => {
    await create({ name: '嘉兴服装厂', telephone: '0573-82221111' }, ben.token);
    const record = await pooled({ name: '嘉兴某厂', telephone: '0573-82221111' });
    await rules(['telephone', 'forbid']);
    const claimed = await act(record.id, 'claim', {}, ann.token);
    expect([claimed.status, claimed.body.code]).toEqual([409, 'notUnique']);
    expect(claimed.body.meta.duplicates).toMatchObject([{ field: 'telephone', id: null, ownerName: '陈**' }]);
    expect((await act(record.id, 'allocate', { owner: ann.id })).status).toBe(409);
    const [row] = await world.db.ownerQuery('select owner_id, pool_id from customers where id = $1', [record.id]);
    expect([row?.['owner_id'], row?.['pool_id']]).toEqual([null, expect.any(String)]);
    const many = await call<{ results: { ok: boolean; error?: { code: string } }[] }>(
      'POST',
      '/records/customers/actions/allocate',
      { ids: [record.id], params: { owner: ann.id } },
    );
    expect(many.body.results).toMatchObject([{ ok: false, error: { code: 'notUnique' } }]);
    // The colleague himself is no other.
    expect((await act(record.id, 'claim', {}, ben.token)).status).toBe(200);
    const transferred = await act(record.id, 'transfer', { owner: ann.id });
    expect([transferred.status, transferred.body.code]).toEqual([409, 'notUnique']);
  });

  it('is told of it where the company wants a warning', async () => {
    await create({ name: '湖州丝绸有限公司', kind: 'person' }, ben.token);
    const record = await pooled({ name: '湖州丝绸', kind: 'person' });
    const claimed = await act(record.id, 'claim', {}, ann.token);
    expect(claimed.status).toBe(200);
    expect(claimed.body._duplicates).toMatchObject([{ field: 'name', id: null, name: '湖***', ownerName: '陈**' }]);
  });

  it('learns nothing of a field that is hidden', async () => {
    const roles = await call<{ items: (Made & { key: string; permissions: object[] })[] }>('GET', '/roles');
    const sales = roles.body.items.find(({ key }) => key === 'sales');
    const fields = [{ module: 'customers', field: 'email', access: 'hidden' }];
    const role = await call('POST', '/roles', { name: '看不到邮箱', permissions: sales?.permissions, fields });
    const blind = await world.colleague(admin, '周掩', 'sales', { roleIds: [role.body.id] });
    await create({ name: '金华一', email: 'secret@example.com' }, ben.token);
    const record = await pooled({ name: '金华二', email: 'secret@example.com' });
    await rules(['email', 'forbid']);
    const claimed = await act(record.id, 'claim', {}, blind.token);
    expect(claimed.status).toBe(409);
    expect(claimed.body.meta.duplicates).toMatchObject([{ field: null, id: null }]);
    expect(JSON.stringify(claimed.body)).not.toMatch(/secret|email/);
  });
});
