import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Webhook as Verifier } from 'standardwebhooks';
import type { SignedIn } from '@ruyi/identity';
import type { ReceivedMessage } from '@ruyi/testing';
import { webhookWorld, type WebhookWorld } from './testing/webhook-world.js';

let world: WebhookWorld;
let admin: SignedIn;

beforeAll(async () => {
  world = await webhookWorld();
});
beforeEach(async () => {
  admin = await world.company();
  world.receiver.received.length = 0;
  world.receiver.answer();
});

const post = (path: string, body?: unknown) => world.call(admin.accessToken, 'POST', path, body);
const patch = (path: string, body: unknown) => world.call(admin.accessToken, 'PATCH', path, body);
const heard = (): ReceivedMessage[] => world.receiver.received;
const typesHeard = (): string[] => heard().map(({ body }) => body.type);
const arrived = (count: number) => world.workUntil(admin, () => heard().length >= count);

function headersOf({ headers }: ReceivedMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

describe('a message', () => {
  it('tells what happened, signed so that the library of the specification believes it', async () => {
    const { secret } = await world.webhook(admin);
    const { body } = await post('/records/customers', { name: '云启贸易', level: 'A' });
    await arrived(1);
    const [message] = heard();
    if (!message) throw new Error('nothing came');
    expect(new Verifier(secret).verify(message.text, headersOf(message))).toMatchObject({
      type: 'customers.created',
      data: { module: 'customers', id: body['id'], record: { name: '云启贸易', level: 'A', version: 1 } },
    });
    const other = new Verifier('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    expect(() => other.verify(message.text, headersOf(message))).toThrow();
    expect(() => new Verifier(secret).verify(message.text.replace('云启', '云起'), headersOf(message))).toThrow();
  });

  it('comes for each thing that the webhook asks for, and for nothing else', async () => {
    const events = ['created', 'deleted', 'restored', 'putInPool', 'claimed'].map((event) => `customers.${event}`);
    await world.webhook(admin, { events });
    const id = String((await post('/records/customers', { name: '星河制造' })).body['id']);
    await patch(`/records/customers/${id}`, { version: 1, remark: '不说' });
    await post(`/records/customers/${id}/actions/putInPool`, {});
    await post(`/records/customers/${id}/actions/claim`, {});
    const { body } = await world.call(admin.accessToken, 'GET', `/records/customers/${id}`);
    await world.call(admin.accessToken, 'DELETE', `/records/customers/${id}?version=${String(body['version'])}`);
    await post(`/records/customers/${id}/restore`);
    await post('/records/contacts', { name: '李敏', customer: id });
    await arrived(5);
    expect(typesHeard()).toEqual(
      ['created', 'putInPool', 'claimed', 'deleted', 'restored'].map((e) => `customers.${e}`),
    );
    expect(heard()[1]?.body.data.fields).toEqual(expect.arrayContaining(['ownerId', 'poolId']));
    // What is in the recycle bin by the time of sending is named, not shown.
    expect(heard().map(({ body: { data } }) => data.id)).toEqual(Array(5).fill(id));
  });

  it('comes for what is deleted for good, and for what goes along', async () => {
    const events = ['customers.deleted', 'customers.purged', 'followUps.purged'];
    await world.webhook(admin, { events });
    const id = String((await post('/records/customers', { name: '要清除的一家' })).body['id']);
    const followUp = await post('/records/followUps', {
      target: { module: 'customers', id },
      means: 'call',
      content: '打过电话',
    });
    const { body } = await world.call(admin.accessToken, 'GET', `/records/customers/${id}`);
    await world.call(admin.accessToken, 'DELETE', `/records/customers/${id}?version=${String(body['version'])}`);
    const purged = await post(`/records/customers/${id}/actions/purge`, {});
    expect(purged.status, JSON.stringify(purged.body)).toBeLessThan(300);
    await arrived(3);
    // The deletion was told of before, and is sent after: what it was about is named still.
    expect(heard().map(({ body: { type, data } }) => [type, data.id, data.record])).toEqual([
      ['customers.deleted', id, null],
      ['customers.purged', id, null],
      ['followUps.purged', followUp.body['id'], null],
    ]);
    expect(heard().at(1)?.text).not.toContain('要清除');
  });

  it('comes for what an import and a bulk edit do, row by row', async () => {
    await world.webhook(admin);
    const fileId = world.upload(admin, '客户.csv', '公司名称\n第一家\n第二家\n第三家');
    await post('/records/customers/import', { fileId, mode: 'create', mapping: { 公司名称: 'name' } });
    await arrived(3);
    const ids = heard().map(({ body }) => body.data.id);
    expect(new Set(ids).size).toBe(3);
    await post('/records/customers/actions/edit', { ids, params: { remark: '一起改' } });
    await arrived(6);
    expect(typesHeard().slice(3)).toEqual(Array(3).fill('customers.updated'));
    expect(heard()[4]?.body.data.fields).toEqual(['remark']);
  });

  it('shows of the record what the role may see', async () => {
    const roles = await post('/roles', {
      name: '接口',
      permissions: [{ module: 'customers', action: 'read', scope: 'all' }],
      fields: [
        { module: 'customers', field: 'remark', access: 'hidden' },
        { module: 'customers', field: 'mobile', access: 'masked' },
      ],
    });
    await world.webhook(admin, { roleId: roles.body['id'] });
    const made = await post('/records/customers', { name: '晨光文具', mobile: '13800138000', remark: '机密' });
    await patch(`/records/customers/${String(made.body['id'])}`, { version: 1, remark: '更机密', level: 'C' });
    await arrived(2);
    const [first, second] = heard();
    expect(first?.body.data.record).toMatchObject({ name: '晨光文具', mobile: '138****8000' });
    expect(first?.text).not.toContain('机密');
    expect(second?.body.data.fields).toEqual(['level']);
  });

  it('is dropped when the role has lost sight of the record before it is sent', async () => {
    const role = await post('/roles', {
      name: '接口',
      permissions: [{ module: 'customers', action: 'read', scope: 'all' }],
    });
    const { id } = await world.webhook(admin, { roleId: role.body['id'] });
    await post('/records/customers', { name: '看不见的' });
    await patch(`/roles/${String(role.body['id'])}`, { permissions: [] });
    await world.runJobs(admin.tenant.id);
    expect(heard()).toEqual([]);
    expect(await world.deliveries(admin, id)).toEqual([]);
  });

  it('is signed with the former secret as well for a while after it was renewed', async () => {
    const { id, secret } = await world.webhook(admin);
    const renewed = await post(`/webhooks/${id}/secret`);
    expect(renewed.status).toBe(200);
    await post(`/webhooks/${id}/test`);
    await arrived(1);
    const [message] = heard();
    if (!message) throw new Error('nothing came');
    for (const good of [secret, String(renewed.body['secret'])])
      expect(new Verifier(good).verify(message.text, headersOf(message))).toMatchObject({ type: 'test' });
    const shown = await world.call(admin.accessToken, 'GET', `/webhooks/${id}`);
    expect(JSON.stringify(shown.body)).not.toContain('whsec');
  });
});

describe('a webhook', () => {
  it('is heard as a role that sees everything, and no more than who makes it', async () => {
    const own = await post('/webhooks', {
      name: '接口',
      url: world.receiver.url,
      events: ['customers.created'],
      roleId: await world.roleId(admin, 'sales'),
    });
    expect(own).toMatchObject({ status: 422, body: { errors: [{ path: 'roleId', code: 'notAllowed' }] } });
    const little = await post('/roles', {
      name: '接口管理',
      permissions: [
        { module: 'admin', action: 'webhooks', scope: 'all' },
        { module: 'customers', action: 'read', scope: 'own' },
      ],
    });
    const keeper = await world.colleague(admin, '陈晨', 'sales', { roleIds: [little.body['id']] });
    const beyond = await world.call(keeper.token, 'POST', '/webhooks', {
      name: '接口',
      url: world.receiver.url,
      events: ['customers.created'],
      roleId: await world.roleId(admin, 'readonly'),
    });
    expect(beyond).toMatchObject({ status: 422, body: { errors: [{ path: 'roleId', code: 'notAllowed' }] } });
    const nobody = await world.colleague(admin, '周周', 'sales');
    expect((await world.call(nobody.token, 'GET', '/webhooks')).status).toBe(403);
  });

  it.each([
    ['an address inside', 'url', 'http://127.0.0.2:9/hook'],
    ['an address inside, by another spelling', 'url', 'http://2130706434/hook'],
    ['the metadata of a cloud', 'url', 'http://169.254.169.254/latest'],
    ['an IPv6 address of this machine', 'url', 'http://[::1]/hook'],
    ['another protocol', 'url', 'ftp://example.com/'],
    ['a password in the address', 'url', 'http://ann:secret@127.0.0.1/'],
    ['an event that there is not', 'events.0', ['customers.eaten']],
    ['a module without pools', 'events.0', ['contacts.claimed']],
    ['no event', 'events', []],
    ['a role that there is not', 'roleId', '00000000-0000-7000-8000-000000000000'],
  ])('refuses %s', async (_what, path, value) => {
    const answer = await post('/webhooks', {
      name: '接口',
      url: world.receiver.url,
      events: ['customers.created'],
      roleId: await world.roleId(admin, 'readonly'),
      [path.split('.')[0] ?? '']: value,
    });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  it('is none of another company', async () => {
    const { id } = await world.webhook(admin);
    await post(`/webhooks/${id}/test`);
    await arrived(1);
    const [delivery] = await world.deliveries(admin, id);
    const other = await world.company();
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/secret'],
      ['POST', '/test'],
      ['GET', '/deliveries'],
      ['GET', `/deliveries/${delivery?.id}`],
      ['POST', `/deliveries/${delivery?.id}/resend`],
    ] as const) {
      const answer = await world.call(
        other.accessToken,
        method,
        `/webhooks/${id}${path}`,
        method === 'PATCH' ? {} : undefined,
      );
      expect(answer.status, `${method} ${path}`).toBe(404);
    }
    const role = await world.roleId(admin, 'readonly');
    const made = { name: '接口', url: world.receiver.url, events: ['customers.created'], roleId: role };
    expect(await world.call(other.accessToken, 'POST', '/webhooks', made)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'roleId', code: 'notFound' }] },
    });
    expect(await world.deliveries(admin, id)).toHaveLength(1);
  });

  it('leaves what it did and who changed it in the audit log', async () => {
    const { id } = await world.webhook(admin);
    await patch(`/webhooks/${id}`, { name: '改名' });
    await post(`/webhooks/${id}/secret`);
    await world.call(admin.accessToken, 'DELETE', `/webhooks/${id}`);
    const { body } = await world.call<{ items: { action: string }[] }>(
      admin.accessToken,
      'GET',
      '/audit?about=webhooks',
    );
    expect(body.items.map(({ action }) => action)).toEqual([
      'webhook.delete',
      'webhook.secret',
      'webhook.edit',
      'webhook.create',
    ]);
    expect(JSON.stringify(body)).not.toContain('whsec');
  });
});
