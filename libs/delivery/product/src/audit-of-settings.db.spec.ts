import { beforeAll, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

interface Entry {
  readonly action: string;
  readonly by: { readonly name: string };
  readonly detail: Readonly<Record<string, unknown>>;
}

let world: ProductWorld;
let admin: SignedIn;

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company('云启贸易');
});

const call = async <T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T> => {
  const answer = await world.call<T>(admin.accessToken, method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
};
const log = async (about: string): Promise<readonly Entry[]> =>
  (await call<{ items: Entry[] }>('GET', `/audit?about=${about}&limit=50`)).items;

it('says who changed which field, from what to what', async () => {
  const { key } = await call<{ key: string }>('POST', '/modules/customers/fields', {
    label: { zh: '来源渠道' },
    type: 'text',
  });
  await call('PATCH', `/modules/customers/fields/${key}`, { label: { zh: '渠道' }, required: true, maxLength: null });
  await call('DELETE', `/modules/customers/fields/${key}`);
  const entries = (await log('metadata')).filter(({ detail }) => detail['key'] === key);
  expect(entries.map(({ action }) => action)).toEqual(['field.retire', 'field.edit', 'field.create']);
  expect(entries[1]).toMatchObject({
    by: { name: '王芳' },
    detail: {
      module: 'customers',
      name: '来源渠道',
      before: { label: { zh: '来源渠道' }, required: null },
      after: { label: { zh: '渠道' }, required: true },
    },
  });
  // What was sent and is as it was is no change.
  expect(Object.keys(entries[1]?.detail['after'] as object)).toEqual(['label', 'required']);
});

it('says who changed which pool, its limits and its rules', async () => {
  const { items } = await call<{ items: { id: string }[] }>('GET', '/pools');
  const pool = items[0]?.id ?? '';
  await call('PATCH', `/pools/${pool}`, { limits: { claimPerDay: 3 } });
  await call('PUT', `/pools/${pool}/rules`, {
    rules: [{ kind: 'noFollowUp', enabled: true, days: { default: 30 } }],
    graceDays: 5,
  });
  const entries = await log('pools');
  expect(entries.map(({ action }) => action)).toEqual(['pool.rules', 'pool.edit']);
  expect(entries[0]?.detail).toMatchObject({ name: '默认公海', after: { graceDays: 5 } });
  expect(entries[0]?.detail['after']).not.toHaveProperty('pauseDates');
  expect(entries[1]?.detail).toMatchObject({
    before: { limits: { claimPerDay: null } },
    after: { limits: { claimPerDay: 3 } },
  });
});

it('says which rights of a role changed, and no more', async () => {
  const rule = (action: string, scope: string) => ({ module: 'customers', action, scope });
  const { id } = await call<{ id: string }>('POST', '/roles', {
    name: '接待',
    permissions: [rule('read', 'own'), rule('create', 'all')],
  });
  await call('PATCH', `/roles/${id}`, {
    name: '前台',
    permissions: [rule('read', 'all'), rule('create', 'all'), rule('edit', 'none')],
    fields: [{ module: 'customers', field: 'mobile', access: 'masked' }],
  });
  await call('DELETE', `/roles/${id}`);
  const [gone, edit, made] = (await log('people')).filter(({ action }) => action.startsWith('role.'));
  expect(made?.detail).toMatchObject({
    name: '接待',
    after: { permissions: { 'customers.read': 'own', 'customers.create': 'all' } },
  });
  expect(edit?.detail).toEqual({
    name: '前台',
    before: { name: '接待', permissions: { 'customers.read': 'own' }, fields: { 'customers.mobile': null } },
    after: { name: '前台', permissions: { 'customers.read': 'all' }, fields: { 'customers.mobile': 'masked' } },
  });
  expect(gone).toMatchObject({ action: 'role.delete', detail: { name: '前台' } });
});

it('says what changed of a department and of a person, by names', async () => {
  const { id } = await call<{ id: string }>('POST', '/departments', { name: '华东' });
  await call('PATCH', `/departments/${id}`, { name: '华东区', parentId: null, leaderId: admin.user.id });
  const person = await world.colleague(admin, '李敏', 'sales');
  const { items } = await call<{ items: { id: string; key: string }[] }>('GET', '/roles');
  const manager = items.find(({ key }) => key === 'manager')?.id;
  await call('PATCH', `/users/${person.id}`, { departmentId: id, roleIds: [manager] });
  await call('POST', `/users/${person.id}/disable`);
  const entries = await log('people');
  expect(entries.slice(0, 2)).toMatchObject([
    { action: 'user.disable', detail: { name: '李敏' } },
    {
      action: 'user.edit',
      detail: {
        name: '李敏',
        before: { department: '云启贸易', roles: ['业务员'] },
        after: { department: '华东区', roles: ['销售经理'] },
      },
    },
  ]);
  expect(Object.keys(entries[1]?.detail['after'] as object).sort()).toEqual(['department', 'roles']);
  expect(entries.find(({ action }) => action === 'department.edit')?.detail).toEqual({
    name: '华东区',
    before: { name: '华东', parent: '云启贸易', leader: null },
    after: { name: '华东区', parent: null, leader: '王芳' },
  });
});

it('tells of shared views, and leaves private ones alone', async () => {
  const views = '/modules/customers/views';
  const view = { label: { zh: '重点' }, filter: { field: 'level', op: 'eq', value: 'A' } };
  await call('POST', views, { ...view, visibility: 'private' });
  const { key } = await call<{ key: string }>('POST', views, { ...view, visibility: 'shared' });
  await call('PATCH', `${views}/${key}`, { label: { zh: '重点客户' } });
  await call('DELETE', `${views}/${key}`);
  const entries = (await log('metadata')).filter(({ action }) => action.startsWith('view.'));
  expect(entries.map(({ action }) => action)).toEqual(['view.delete', 'view.edit', 'view.create']);
  expect(entries[1]?.detail).toMatchObject({
    module: 'customers',
    name: '重点客户',
    before: { label: { zh: '重点' } },
    after: { label: { zh: '重点客户' } },
  });
});

it('tells how messages are sent and what they say, and no secret of it', async () => {
  const settings = { host: 'smtp.example.com', port: 465, fromAddress: 'crm@example.com', user: 'crm' };
  await call('PUT', '/senders/mail', { provider: 'smtp', settings, secrets: { password: 'Sesame 77' } });
  await call('PUT', '/senders/sms', {
    provider: 'http',
    settings: { signature: '如意', url: 'https://sms.example.com/?key=Sesame78', headers: 'x-key: Sesame79' },
  });
  const { id, version } = await call<{ id: string; version: number }>('POST', '/templates', {
    channel: 'sms',
    module: 'customers',
    name: '问候',
    body: '您好',
  });
  await call('PATCH', `/templates/${id}`, { version, body: '您好 {{name}}' });
  await call('DELETE', `/templates/${id}`);
  const entries = await log('messages');
  expect(entries.map(({ action }) => action)).toEqual([
    'template.delete',
    'template.edit',
    'template.create',
    'sender.edit',
    'sender.edit',
  ]);
  expect(entries[1]?.detail).toEqual({ name: '问候', before: { body: '您好' }, after: { body: '您好 {{name}}' } });
  expect(entries[3]?.detail).toMatchObject({
    channel: 'sms',
    after: { signature: '如意' },
    fields: ['url', 'headers'],
  });
  expect(entries[4]?.detail).toMatchObject({ after: { host: 'smtp.example.com' }, fields: ['password'] });
  expect(JSON.stringify(entries)).not.toContain('Sesame');
});

it('keeps subjects apart, and refuses one that is none', async () => {
  expect((await log('logins')).every(({ action }) => /^(login|password|tenant)/.test(action))).toBe(true);
  const refused = await world.call(admin.accessToken, 'GET', '/audit?about=weather');
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'about', code: 'unknownOption' }] } });
});
