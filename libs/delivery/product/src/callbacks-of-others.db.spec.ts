import { beforeAll, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

const MOBILE = '13805710088';

let world: ProductWorld;
let ann: SignedIn;
let bob: SignedIn;
let customer: string;
let sendId: string;

beforeAll(async () => {
  world = await productWorld(() => Promise.resolve({ providerId: 'known-id', sink: true }));
  ann = await world.company('云启贸易');
  bob = await world.company('别的公司');
  const call = <T>(method: string, path: string, body?: unknown) => world.call<T>(ann.accessToken, method, path, body);
  const template = { channel: 'sms', module: 'customers', name: '通知', body: '{{name}}您好' };
  const templateId = (await call<{ id: string }>('POST', '/templates', template)).body.id;
  customer = (await call<{ id: string }>('POST', '/records/customers', { name: '上海茶行', mobile: MOBILE })).body.id;
  const send = { channel: 'sms', templateId, ids: [customer] };
  sendId = (await call<{ jobId: string }>('POST', '/records/customers/send', send)).body.jobId;
  await world.runJobs(ann.tenant.id);
});

async function tokenOf(company: SignedIn): Promise<string> {
  const { body } = await world.call<{ callbacks: { receipts: string } }>(company.accessToken, 'GET', '/senders/sms');
  return /\/callbacks\/sms\/([^/]+)/.exec(body.callbacks.receipts)?.[1] ?? '';
}

const post = (token: string, what: string, body: unknown) =>
  world.call('', 'POST', `/callbacks/sms/${token}/${what}`, body);

it('a company that knows another one’s ids and numbers changes nothing there by its own address', async () => {
  const token = await tokenOf(bob);
  const receipts = [
    { key: `${sendId}.${customer}`, status: 'UNDELIV' },
    { id: 'known-id', status: 'UNDELIV' },
  ];
  expect((await post(token, 'receipts', receipts)).status).toBe(200);
  expect((await post(token, 'replies', { mobile: MOBILE, text: 'R' })).status).toBe(200);
  await world.runJobs(bob.tenant.id);
  await world.runJobs(ann.tenant.id);
  const recipients = await world.call(ann.accessToken, 'GET', `/sends/${sendId}/recipients`);
  expect(recipients.body).toMatchObject({ items: [{ state: 'sent', delivery: null }] });
  const record = await world.call(ann.accessToken, 'GET', `/records/customers/${customer}`);
  expect(record.body['doNotContact'] ?? []).toEqual([]);
  const path = `/records/customers/${customer}/timeline?kinds=sms`;
  expect((await world.call<{ items: object[] }>(ann.accessToken, 'GET', path)).body.items).toHaveLength(1);
});

it('an address put together from two is none', async () => {
  const [annToken, bobToken] = [await tokenOf(ann), await tokenOf(bob)];
  const [annTenant, , annSign] = annToken.split('.');
  const [bobTenant, said, bobSign] = bobToken.split('.');
  for (const forged of [`${annTenant}.${said}.${bobSign}`, `${bobTenant}.${said}.${annSign}`, `${annTenant}.${said}.`])
    expect((await post(forged, 'replies', { mobile: MOBILE, text: 'R' })).status).toBe(404);
  const page = await world.app.inject({ method: 'POST', url: `/unsubscribe/${annToken}` });
  expect(page.payload).toContain('链接无效');
});

it('logs no defect', () => expect(world.logged).toEqual([]));
