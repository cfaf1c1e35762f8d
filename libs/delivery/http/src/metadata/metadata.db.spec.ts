import { beforeAll, describe, expect, it } from 'vitest';
import type { Field, ModuleDescription, View } from '@ruyi/contract/metadata';
import { metadataTestApp, type MetadataTestApp } from './testing/metadata-test-app.js';

let http: MetadataTestApp;
let admin: string;
let sales: string;
beforeAll(async () => {
  http = await metadataTestApp();
  ({ admin, sales } = await http.people());
});

async function ok<T>(method: string, path: string, token: string, body?: unknown): Promise<T> {
  const answer = await http.call(method, path, body === undefined ? { token } : { token, body });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body as T;
}

const problem = (status: number, ...errors: readonly (readonly [path: string, code: string])[]) => ({
  status,
  body: { errors: errors.map(([path, code]) => ({ path, code, message: expect.stringMatching(/\p{Script=Han}/u) })) },
});

describe('a company shapes its customers', () => {
  it('with a select and a number, placed on the form, filtered and sorted by', async () => {
    const channel = await ok<Field>('POST', '/modules/customers/fields', admin, {
      label: { zh: '客户来源渠道' },
      type: 'select',
      indexed: true,
      options: [
        { label: { zh: '老板' } },
        { label: { zh: '展会' } },
        { label: { zh: '电话' } },
        { label: { zh: '网络' } },
      ],
    });
    const size = await ok<Field>('POST', '/modules/customers/fields', admin, {
      label: { zh: '门店数' },
      type: 'number',
      indexed: true,
      min: 0,
    });
    expect(channel.options).toHaveLength(4);
    const sections = [
      {
        key: 'main',
        label: { zh: '基本' },
        columns: 2,
        fields: [{ field: 'name' }, { field: channel.key }, { field: size.key, width: 50 }],
      },
    ];
    await ok('PUT', '/modules/customers/layouts/form', admin, { sections });
    const [boss, fair] = channel.options ?? [];
    for (const [name, option, value] of [
      ['甲', boss, 3],
      ['乙', fair, 2],
      ['丙', boss, 10],
    ] as const) {
      await ok('POST', '/records/customers', sales, { name, [channel.key]: option?.key, [size.key]: value });
    }
    const filter = { field: channel.key, op: 'eq', value: boss?.key };
    const list = await ok<{ items: { name: string }[] }>('POST', '/records/customers/query', sales, {
      filter,
      sort: `-${size.key}`,
    });
    expect(list.items.map(({ name }) => name)).toEqual(['丙', '甲']);
    const seen = await ok<ModuleDescription>('GET', '/modules/customers', sales);
    expect(seen.layouts.find(({ kind }) => kind === 'form')?.sections).toEqual(sections);
    expect(seen.fields.find(({ key }) => key === channel.key)).not.toHaveProperty('storage');
    expect(await ok('GET', `/modules/customers/fields/${channel.key}/usage`, admin)).toEqual({
      records: 3,
      options: { [boss?.key ?? '']: 2, [fair?.key ?? '']: 1 },
    });
    expect(await ok('GET', '/modules/customers/slots', admin)).toMatchObject({
      text: { used: 1, of: 8 },
      number: { used: 1, of: 8 },
    });
    const document = await ok<{ components: { schemas: { Customers: { properties: object } } } }>(
      'GET',
      '/openapi.json',
      sales,
    );
    expect(document.components.schemas.Customers.properties).toMatchObject({
      [channel.key]: { title: '客户来源渠道' },
      name: { type: 'string' },
    });
    await ok('DELETE', '/modules/customers/layouts/form', admin);
    expect(
      (await ok<ModuleDescription>('GET', '/modules/customers', sales)).layouts[0]?.sections[0]?.fields.length,
    ).toBeLessThanOrEqual(12);
  });

  it('by retiring an option whose records move to another', async () => {
    const id = (await ok<{ id: string }>('POST', '/records/customers', sales, { name: '旧行业', industry: 'tea' })).id;
    const field = await ok<Field>('POST', '/modules/customers/fields/industry/options/tea/retire', admin, {
      replaceBy: 'catering',
    });
    expect(field.options?.find(({ key }) => key === 'tea')).toMatchObject({ retired: true, replacedBy: 'catering' });
    expect(await ok('GET', `/records/customers/${id}`, sales)).toMatchObject({ industry: 'catering', version: 2 });
    const history = await http.db.ownerQuery(
      'select before, after from history where record_id = $1 order by id desc limit 1',
      [id],
    );
    expect(history).toEqual([{ before: { industry: 'tea' }, after: { industry: 'catering' } }]);
    const refused = await http.call('POST', '/records/customers', {
      token: sales,
      body: { name: '新茶', industry: 'tea' },
    });
    expect(refused).toMatchObject(problem(422, ['industry', 'unknownOption']));
  });

  it('by hiding a field, which leaves forms, lists and filters until it is shown again', async () => {
    await ok('PATCH', '/modules/customers/fields/qq', admin, { hidden: true });
    expect(
      (await ok<ModuleDescription>('GET', '/modules/customers', sales)).fields.some(({ key }) => key === 'qq'),
    ).toBe(false);
    expect(
      await http.call('POST', '/records/customers', { token: sales, body: { name: '藏', qq: '1' } }),
    ).toMatchObject({ status: 422 });
    await ok('PATCH', '/modules/customers/fields/qq', admin, { hidden: null, label: { zh: 'QQ号' } });
    expect(
      (await ok<ModuleDescription>('GET', '/modules/customers', sales)).fields.find(({ key }) => key === 'qq')?.label
        .zh,
    ).toBe('QQ号');
  });

  it('and is refused what it may not do', async () => {
    expect(
      await http.call('POST', '/modules/customers/fields', {
        token: sales,
        body: { label: { zh: '甲' }, type: 'text' },
      }),
    ).toMatchObject({ status: 403 });
    expect(
      await http.call('PATCH', '/modules/customers/fields/name', { token: admin, body: { required: false } }),
    ).toMatchObject(problem(422, ['required', 'notAllowed']));
    expect(await http.call('DELETE', '/modules/customers/fields/name', { token: admin })).toMatchObject({
      status: 422,
    });
    expect(await http.call('POST', '/modules/customers/fields', { token: admin, body: [] })).toMatchObject({
      status: 422,
    });
    expect(
      await http.call('PUT', '/modules/customers/layouts/form', {
        token: admin,
        body: { sections: [{ key: 'a', label: { zh: '甲' }, fields: [{ field: 'nope' }] }] },
      }),
    ).toMatchObject(problem(422, ['sections.0.fields.0.field', 'unknownField']));
    for (const path of [
      '/modules/nope',
      '/modules/nope/fields',
      '/modules/customers/fields/nope/usage',
      '/modules/__proto__',
    ]) {
      expect(await http.call('GET', path, { token: admin })).toMatchObject({ status: 404, body: { code: 'notFound' } });
    }
  });
});

describe('views', () => {
  const filter = { field: 'level', op: 'eq', value: 'A' };

  it('of one’s own are one’s own, shared ones the administrator’s', async () => {
    const mine = await ok<View>('POST', '/modules/customers/views', sales, {
      label: { zh: '重点' },
      filter,
      columns: [{ field: 'name' }],
      sort: [{ field: 'createdAt', descending: true }],
    });
    expect(mine).toMatchObject({ origin: 'custom', visibility: 'private', filter });
    const keys = async (token: string) =>
      (await ok<{ items: View[] }>('GET', '/modules/customers/views', token)).items.map(({ key }) => key);
    expect(await keys(sales)).toContain(mine.key);
    expect(await keys(admin)).not.toContain(mine.key);
    expect(
      await http.call('PATCH', `/modules/customers/views/${mine.key}`, { token: admin, body: { label: { zh: '偷' } } }),
    ).toMatchObject({ status: 404 });
    expect(
      await http.call('PATCH', `/modules/customers/views/${mine.key}`, {
        token: sales,
        body: { visibility: 'shared' },
      }),
    ).toMatchObject({ status: 403 });
    const shared = await ok<View>('POST', '/modules/customers/views', admin, {
      label: { zh: '公用' },
      filter,
      visibility: 'shared',
    });
    expect(await keys(sales)).toContain(shared.key);
    expect(await http.call('DELETE', `/modules/customers/views/${shared.key}`, { token: sales })).toMatchObject({
      status: 403,
    });
    await ok('DELETE', `/modules/customers/views/${mine.key}`, sales);
    expect(await keys(sales)).not.toContain(mine.key);
  });

  it('show each user the columns that they chose', async () => {
    const columns = [{ field: 'name', width: 300 }, { field: 'level' }];
    await ok('PUT', '/modules/customers/views/all/columns', sales, { columns });
    const columnsOf = async (token: string) =>
      (await ok<ModuleDescription>('GET', '/modules/customers', token)).views.find(({ key }) => key === 'all')?.columns;
    expect(await columnsOf(sales)).toEqual(columns);
    expect(await columnsOf(admin)).not.toEqual(columns);
  });

  it.each([
    [{}, ['label', 'required']],
    [{ label: { zh: '甲' }, filter: { field: 'nope', op: 'eq', value: 1 } }, ['filter.field', 'unknownField']],
    [{ label: { zh: '甲' }, filter: { field: 'level', op: 'gt', value: 'A' } }, ['filter.op', 'unknownOption']],
    [{ label: { zh: '甲' }, columns: [{ field: 'nope' }] }, ['columns.0.field', 'unknownField']],
    [{ label: { zh: '甲' }, color: 'red' }, ['color', 'unknownKey']],
  ] as const)('refuse %j', async (body, error) => {
    expect(await http.call('POST', '/modules/customers/views', { token: sales, body })).toMatchObject(
      problem(422, error),
    );
  });

  it('count what they show', async () => {
    const counts = await ok<Record<string, { value: number }>>('POST', '/modules/customers/views/counts', sales, {
      keys: ['all', 'recycleBin'],
    });
    expect(counts).toMatchObject({ recycleBin: { value: 0, exact: true } });
    expect(counts['all']?.value).toBeGreaterThan(0);
  });
});

it('every shipped view answers', async () => {
  for (const { key, views } of (await ok<{ items: ModuleDescription[] }>('GET', '/modules', sales)).items) {
    for (const view of views) await ok('GET', `/records/${key}?view=${view.key}`, sales);
  }
  expect(http.logged).toEqual([]);
});
