import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { creditCodeCheckCharacter } from '@ruyi/contract/field-values';
import { productWorld, type ProductWorld } from './testing/product-world.js';

type Made = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
interface Match {
  readonly field: string | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly ownerName: string | null;
  readonly pooled: boolean;
  readonly deleted: boolean;
}
interface Refusal {
  readonly code: string;
  readonly errors: readonly { readonly path: string; readonly code: string }[];
  readonly meta: { readonly duplicates: readonly Match[] };
}

let world: ProductWorld;
let admin: SignedIn;
/** Who asks: sees her own customers alone. */
let ann: { id: string; token: string };
/** Who has what she asks for. */
let ben: { id: string; token: string };
/** A pool that ann is no member of. */
let closed: string;

const call = <T = Made>(method: string, path: string, body?: object, token = admin.accessToken) =>
  world.call<T>(token, method, path, body);
const rules = async (...chosen: readonly [field: string, mode: string][]): Promise<void> => {
  const body = { rules: chosen.map(([field, mode]) => ({ field, mode })) };
  const { status } = await call('PUT', '/modules/customers/duplicates', body);
  expect(status).toBe(200);
};
const create = (values: object, token?: string) => call<Made & Refusal>('POST', '/records/customers', values, token);
const act = (id: string, action: string, body: object, token?: string) =>
  call<Made & Refusal & { _duplicates?: Match[] }>('POST', `/records/customers/${id}/actions/${action}`, body, token);
const look = async (body: object, token = ann.token): Promise<readonly Match[]> =>
  (await call<{ matches: Match[] }>('POST', '/records/customers/duplicates', body, token)).body.matches;

async function made(values: object, token?: string): Promise<Made> {
  const { status, body } = await create(values, token);
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}
async function pooled(values: object, pool?: string): Promise<Made> {
  const record = await made(values);
  expect((await act(record.id, 'putInPool', pool ? { pool } : {})).status).toBe(200);
  return record;
}

let codes = 0;
/** A social credit code that nobody has. */
function freshCode(): string {
  codes += 1;
  const first = `91350100M${String(codes).padStart(8, '0')}`;
  return `${first}${creditCodeCheckCharacter(first)}`;
}
/** As somebody copies it out of a document. */
const fullWidth = (code: string): string =>
  code.toLowerCase().replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company('云启贸易');
  ann = await world.colleague(admin, '李敏', 'sales');
  ben = await world.colleague(admin, '张晨', 'sales');
  const pool = await call('POST', '/pools', { name: '张的公海', members: { users: [ben.id], departments: [] } });
  expect(pool.status, JSON.stringify(pool.body)).toBe(201);
  closed = pool.body.id;
});
beforeEach(async () => {
  expect((await call('DELETE', '/modules/customers/duplicates')).status).toBe(204);
});

describe('a social credit code that is taken', () => {
  const ofBen = { field: 'creditCode', id: null, ownerName: '张**', pooled: false, deleted: false };

  it('is refused to who makes a customer, in any spelling, and told whose it is', async () => {
    const code = freshCode();
    const there = await made({ name: '绍兴柯桥纺织有限公司', creditCode: code }, ben.token);
    for (const spelling of [code, code.toLowerCase(), fullWidth(code), ` ${code} `]) {
      const refused = await create({ name: '别的名字', creditCode: spelling }, ann.token);
      expect([refused.status, refused.body.code]).toEqual([409, 'notUnique']);
      expect(refused.body.errors).toMatchObject([{ path: 'creditCode', code: 'notUnique' }]);
      expect(refused.body.meta.duplicates).toEqual([{ ...ofBen, name: '绍***' }]);
    }
    const own = await create({ name: '别的名字', creditCode: code }, ben.token);
    expect(own.body.meta.duplicates).toEqual([
      { ...ofBen, id: there.id, name: '绍兴柯桥纺织有限公司', ownerName: '张晨' },
    ]);
  });

  it('is found on the page and while typing, as a whole alone', async () => {
    const code = freshCode();
    await made({ name: '金华永康五金有限公司', creditCode: code }, ben.token);
    for (const spelling of [code, code.toLowerCase(), fullWidth(code)]) {
      expect(await look({ text: spelling })).toEqual([{ ...ofBen, name: '金***' }]);
      expect(await look({ values: { creditCode: spelling } })).toEqual([{ ...ofBen, name: '金***' }]);
    }
    expect(await look({ text: code.slice(0, 17) })).toEqual([]);
    expect(await look({ text: freshCode() })).toEqual([]);
  });

  it('refuses a row of an import', async () => {
    const code = freshCode();
    await made({ name: '台州黄岩模具有限公司', creditCode: code }, ben.token);
    const { result } = await imported(['名称,代码', `台州某厂,${fullWidth(code)}`, `台州另一厂,${freshCode()}`]);
    expect(result).toMatchObject({ created: 1, refused: 1, rows: [{ row: 2, error: { code: 'notUnique' } }] });
  });

  // Last: where it need not be unique, the company's rules decide.
  it('keeps somebody from claiming, or is told of, and is found on the page, where it need not be unique', async () => {
    const changed = await call('PATCH', '/modules/customers/fields/creditCode', { unique: false });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    const code = freshCode();
    await made({ name: '湖州安吉竹业有限公司', creditCode: code }, ben.token);
    const waiting = await pooled({ name: '安吉某厂', creditCode: code });
    await rules(['creditCode', 'forbid']);
    const refused = await act(waiting.id, 'claim', {}, ann.token);
    expect([refused.status, refused.body.code]).toEqual([409, 'notUnique']);
    expect(refused.body.meta.duplicates).toEqual([{ ...ofBen, name: '湖***' }]);
    const typed = await create({ name: '又一个', creditCode: fullWidth(code) }, ann.token);
    expect(typed.body.meta.duplicates).toContainEqual({ ...ofBen, name: '湖***' });
    expect(await look({ text: code.toLowerCase() })).toContainEqual({ ...ofBen, name: '湖***' });
    await rules(['creditCode', 'warn']);
    const claimed = await act(waiting.id, 'claim', {}, ann.token);
    expect(claimed.status).toBe(200);
    expect(claimed.body._duplicates).toEqual([{ ...ofBen, name: '湖***' }]);
  });
});

async function imported(lines: readonly string[]): Promise<{ result: Record<string, unknown> }> {
  const fileId = world.upload({ user: { id: ann.id } }, 'rows.csv', lines.join('\n'));
  const names: Readonly<Record<string, string>> = { 名称: 'name', 代码: 'creditCode', 性质: 'kind' };
  const mapping = Object.fromEntries((lines[0] ?? '').split(',').map((column) => [column, names[column]]));
  const asked = { fileId, mode: 'create', mapping };
  const started = await call<{ jobId: string }>('POST', '/records/customers/import', asked, ann.token);
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  await world.runJobs(admin.tenant.id);
  const job = await call<{ result: Record<string, unknown> }>(
    'GET',
    `/jobs/${started.body.jobId}`,
    undefined,
    ann.token,
  );
  return job.body;
}

describe('what lies in a pool', () => {
  const inPool = { field: 'name', ownerName: null, pooled: true, deleted: false };

  it('is told of as in a pool, with its name to who may see that pool and masked to others', async () => {
    await pooled({ name: '嘉善木业有限公司' }, closed);
    const open = await pooled({ name: '嘉善纽扣有限公司' });
    const masked = { ...inPool, id: null, name: '嘉***' };
    const whole = { ...inPool, id: open.id, name: '嘉善纽扣有限公司' };
    for (const [name, match] of [
      ['嘉善木业有限公司', masked],
      ['嘉善纽扣有限公司', whole],
    ] as const) {
      // Made anew: the name of a company is unique.
      const taken = await create({ name }, ann.token);
      expect([taken.status, taken.body.meta.duplicates]).toEqual([409, [match]]);
      expect(await look({ values: { name } })).toEqual([match]);
      expect(await look({ text: name })).toEqual([match]);
    }
    await rules(['name', 'forbid']);
    const near = await create({ name: '嘉善木业', kind: 'person' }, ann.token);
    expect([near.status, near.body.meta.duplicates]).toEqual([409, [masked]]);
  });

  it('is told of by an import', async () => {
    await pooled({ name: '平湖箱包有限公司' }, closed);
    await rules(['name', 'warn']);
    const { result } = await imported(['名称,性质', '平湖箱包集团,', '没有像的,']);
    expect(result).toMatchObject({ created: 2, refused: 0, alike: 1 });
    expect(result['warnings']).toEqual([{ row: 2, duplicates: [{ ...inPool, id: null, name: '平***' }] }]);
    expect(world.files.get(String(result['alikeFileId']))?.toString()).toContain('平***（在公海）');
  });

  it('keeps nobody from claiming and transferring: nobody looks after it', async () => {
    await pooled({ name: '桐乡羊毛衫有限公司' }, closed);
    const waiting = await pooled({ name: '桐乡羊毛衫', kind: 'person' });
    await rules(['name', 'forbid']);
    const claimed = await act(waiting.id, 'claim', {}, ann.token);
    expect(claimed.status, JSON.stringify(claimed.body)).toBe(200);
    expect(claimed.body._duplicates).toBeUndefined();
    expect((await act(waiting.id, 'transfer', { owner: ben.id })).status).toBe(200);
  });
});

describe('what a colleague looks after', () => {
  const masked = { field: 'name', id: null, name: '海***', ownerName: '张**', pooled: false, deleted: false };

  it('is told of masked to who transfers something like it, and in full to who may see it', async () => {
    const cara = await world.colleague(admin, '赵蕾', 'sales');
    const there = await made({ name: '海宁皮革有限公司' }, ben.token);
    const mine = await made({ name: '海宁皮革', kind: 'person' }, ann.token);
    await rules(['name', 'warn']);
    const given = await act(mine.id, 'transfer', { owner: cara.id }, ann.token);
    expect(given.status, JSON.stringify(given.body)).toBe(200);
    expect(given.body._duplicates).toEqual([masked]);
    const again = await act(mine.id, 'transfer', { owner: ann.id });
    expect(again.body._duplicates).toEqual([{ ...masked, id: there.id, name: '海宁皮革有限公司', ownerName: '张晨' }]);
    await rules(['name', 'forbid']);
    const refused = await act(mine.id, 'transfer', { owner: cara.id }, ann.token);
    expect([refused.status, refused.body.meta.duplicates]).toEqual([409, [masked]]);
  });
});

describe('a look by text', () => {
  it('names the best first, whoever owns them and in whatever order they were made', async () => {
    const names = [
      '新杭州西湖龙井茶叶批发市场',
      '杭州西湖龙景茶叶有限公司',
      '杭州西湖龙井茶叶包装印刷厂',
      '杭州西湖龙井茶叶有限公司',
      '苏州西湖碧螺春茶叶有限公司',
    ];
    for (const name of names) await made({ name }, ann.token);
    const found = async (text: string) => (await look({ text })).map(({ name }) => name);
    expect(await found('杭州西湖龙井茶叶')).toEqual([
      '杭州西湖龙井茶叶有限公司', // The same without its legal form.
      '杭州西湖龙景茶叶有限公司', // One wrong character.
      '杭州西湖龙井茶叶包装印刷厂', // Begins so.
      '新杭州西湖龙井茶叶批发市场', // Holds it.
    ]);
    const byInitials = await found('hzxhljcy');
    expect(new Set(byInitials.slice(0, 2))).toEqual(new Set([names[1], names[3]]));
    expect(byInitials.slice(2)).toEqual([names[2], names[0]]);
  });
});
