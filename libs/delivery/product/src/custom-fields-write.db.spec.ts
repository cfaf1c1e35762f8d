import { describe, expect, it } from 'vitest';
import { productWorld } from './testing/product-world.js';

const world = await productWorld();
const admin = await world.company();
const token = admin.accessToken;

interface Made {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

async function field(body: object): Promise<{ key: string; options?: { key: string }[] }> {
  const { status, body: made } = await world.call<{ key: string; options?: { key: string }[] }>(
    token,
    'POST',
    '/modules/customers/fields',
    body,
  );
  expect(status, JSON.stringify(made)).toBe(201);
  return made;
}

let count = 0;
const create = (values: object) =>
  world.call<Made>(token, 'POST', '/records/customers', { name: `客户${(count += 1)}`, ...values });

describe('custom fields on the write path', () => {
  it('serial numbers are given once each, without a gap, to many at the same moment', async () => {
    const serial = await field({
      label: { zh: '编号' },
      type: 'serial',
      serial: { format: 'KH-{0000}', reset: 'never', start: 5 },
    });
    const answers = await Promise.all(Array.from({ length: 8 }, () => create({})));
    const numbers = answers.map(({ body }) => String(body[serial.key])).sort();
    expect(numbers).toEqual(Array.from({ length: 8 }, (_, index) => `KH-${String(index + 5).padStart(4, '0')}`));
    const [{ body: first } = { body: { id: '', version: 0 } }] = answers;
    const forged = await world.call(token, 'PATCH', `/records/customers/${first.id}`, {
      version: 1,
      [serial.key]: 'KH-9999',
    });
    expect(forged).toMatchObject({ status: 422, body: { errors: [{ path: serial.key, code: 'notAllowed' }] } });
  });

  it('a unique one is taken by one of several at once, whatever its case and width', async () => {
    const code = await field({ label: { zh: '外部编码' }, type: 'text', unique: true, indexed: true });
    const spellings = ['abc-1', 'ABC-1', ' ａｂｃ-1 ', 'Abc-1'];
    const answers = await Promise.all(spellings.map((text) => create({ [code.key]: text })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'notUnique',
      errors: [{ path: code.key, code: 'notUnique' }],
    });
  });

  it('indexed ones filter and sort at once, and follow every change', async () => {
    const choice = await field({
      label: { zh: '客户来源渠道' },
      type: 'select',
      indexed: true,
      options: [{ label: { zh: '展会' } }, { label: { zh: '抖音' } }],
    });
    const amount = await field({ label: { zh: '预计数量' }, type: 'number', indexed: true });
    const [fair, video] = (choice.options ?? []).map(({ key }) => key);
    const made = await Promise.all([3, 1, 2].map((value) => create({ [choice.key]: fair, [amount.key]: value })));
    const list = async () => {
      const filter = { field: choice.key, op: 'eq', value: fair };
      const answer = await world.call<{ items: Made[] }>(token, 'POST', '/records/customers/query', {
        filter,
        sort: amount.key,
      });
      return answer.body.items.map((item) => item[amount.key]);
    };
    expect(await list()).toEqual([1, 2, 3]);
    await world.call(token, 'PATCH', `/records/customers/${made[0]?.body.id}`, { version: 1, [amount.key]: 0 });
    await world.call(token, 'PATCH', `/records/customers/${made[1]?.body.id}`, { version: 1, [choice.key]: video });
    expect(await list()).toEqual([0, 2]);
    await world.call(token, 'DELETE', `/records/customers/${made[2]?.body.id}?version=1`);
    expect(await list()).toEqual([0]);
  });

  it('required, defaults and patterns hold, also against a pattern that never ends', async () => {
    const coded = await field({ label: { zh: '批号' }, type: 'text', pattern: '(a+)+b' });
    const since = await field({ label: { zh: '登记日' }, type: 'date', default: { expression: 'today' } });
    const started = performance.now();
    const refused = await create({ [coded.key]: 'a'.repeat(200) });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: coded.key, code: 'patternMismatch' }] } });
    expect(performance.now() - started).toBeLessThan(2_000);
    const made = await create({ [coded.key]: 'aab' });
    expect(made.body[since.key]).toMatch(/^\d{4}-\d\d-\d\d$/);
    const must = await field({ label: { zh: '必填' }, type: 'text', required: true });
    expect(await create({})).toMatchObject({ status: 422, body: { errors: [{ path: must.key, code: 'required' }] } });
    // A record from before the field is changed without it.
    const changed = await world.call(token, 'PATCH', `/records/customers/${made.body.id}`, {
      version: 1,
      remark: '旧',
    });
    expect(changed.status).toBe(200);
  });

  it('logs no defect', () => {
    expect(world.logged).toEqual([]);
  });
});
