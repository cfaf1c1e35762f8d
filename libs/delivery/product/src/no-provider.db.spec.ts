import { beforeAll, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

let world: ProductWorld;
let admin: SignedIn;

beforeAll(async () => {
  world = await productWorld(undefined, { sinks: false });
  admin = await world.company('云启贸易');
});

const call = <T = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
  world.call<T>(admin.accessToken, method, path, body);

const statusOf = async (channel: 'mail' | 'sms') =>
  (await call<Record<string, { steps: { step: string; done: boolean }[] }>>('GET', '/senders/status')).body[channel];

it.each([
  ['mail', { subject: '{{name}}', body: '<p>您好</p>' }],
  ['sms', { body: '{{name}}您好' }],
] as const)('without a provider %s is refused, and what is to be done is said in order', async (channel, texts) => {
  const template = await call('POST', '/templates', { channel, module: 'customers', name: '通知', ...texts });
  const made = await call('POST', '/records/customers', { name: channel, mobile: '13805710001', email: 'a@b.com' });
  const send = { channel, templateId: template.body['id'], ids: [made.body['id']] };
  const refused = await call('POST', '/records/customers/send', send);
  expect(refused).toMatchObject({ status: 422, body: { code: 'notConfigured' } });
  expect((await call<{ items: object[] }>('GET', '/sends')).body.items).toEqual([]);
  expect(await statusOf(channel)).toMatchObject({
    ready: false,
    mode: 'none',
    steps: [
      { step: 'chooseProvider', done: false },
      { step: 'fillSettings', done: false },
      { step: 'createTemplate', done: true },
      { step: 'sendTest', done: false },
    ],
  });
  const sink = await call('PUT', `/senders/${channel}`, { provider: 'sink' });
  expect(sink.status).toBe(422);
});

it('with one it sends', async () => {
  const settings = { signature: '云启', url: 'https://sms.example.com/send', body: 'm={{mobile}}' };
  expect((await call('PUT', '/senders/sms', { provider: 'http', settings })).status).toBe(200);
  const templates = await call<{ items: { id: string; channel: string }[] }>('GET', '/templates');
  const templateId = templates.body.items.find(({ channel }) => channel === 'sms')?.id;
  const made = await call('POST', '/records/customers', { name: '上海茶行', mobile: '13805710002' });
  const send = { channel: 'sms', templateId, ids: [made.body['id']] };
  expect((await call('POST', '/records/customers/send', send)).status).toBe(202);
  await world.runJobs(admin.tenant.id);
  expect(world.sentSms.map(({ text }) => text)).toEqual(['【云启】上海茶行您好']);
  expect((await statusOf('sms'))?.steps.map(({ done }) => done)).toEqual([true, true, true, true]);
});

it('logs no defect', () => expect(world.logged).toEqual([]));
