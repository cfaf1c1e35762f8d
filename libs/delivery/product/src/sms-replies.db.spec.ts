import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

let world: ProductWorld;
let admin: SignedIn;
let marketing: string;
let callback: string;

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company('云启贸易');
  // Marketing waits for 8:00 to 21:00 of the company's zone: here it is day somewhere.
  const hour = new Date().getUTCHours();
  const zone = hour >= 8 && hour < 20 ? 'UTC' : hour < 8 ? 'Asia/Shanghai' : 'America/Los_Angeles';
  await world.db.ownerQuery('update tenant set time_zone = $2 where id = $1', [admin.tenant.id, zone]);
  marketing = (
    await call<{ id: string }>('POST', '/templates', {
      channel: 'sms',
      module: 'customers',
      name: '上新',
      body: '{{name}}，新茶上市',
      smsKind: 'marketing',
    })
  ).body.id;
  const sender = await call<{ callbacks: { receipts: string } }>('GET', '/senders/sms');
  callback = /\/callbacks\/sms\/[^/]+/.exec(sender.body.callbacks.receipts)?.[0] ?? '';
});

const call = <T = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
  world.call<T>(admin.accessToken, method, path, body);

async function record(module: string, values: object): Promise<string> {
  const made = await call<{ id: string }>('POST', `/records/${module}`, values);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}

async function send(ids: readonly string[], templateId = marketing): Promise<string> {
  const started = await call<{ jobId: string }>('POST', '/records/customers/send', { channel: 'sms', templateId, ids });
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  await world.runJobs(admin.tenant.id);
  return started.body.jobId;
}

const recipients = async (id: string) =>
  (await call<{ items: Record<string, unknown>[] }>('GET', `/sends/${id}/recipients`)).body.items;
const consent = (id: string, body: object = { channel: 'sms', source: 'website' }) =>
  call('POST', `/records/customers/${id}/actions/consent`, body);
const consentsOf = async (id: string, module = 'customers') =>
  (
    await call<{ items: { channel: string; state: string | null; entries: object[] }[] }>(
      'GET',
      `/records/${module}/${id}/consents`,
    )
  ).body.items;
const tell = async (what: string, body: object) => {
  const answer = await world.call('', 'POST', `${callback}/${what}`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  await world.runJobs(admin.tenant.id);
};
const noContact = async (module: string, id: string) =>
  (await call('GET', `/records/${module}/${id}`)).body['doNotContact'];

describe('marketing SMS', () => {
  it('go to those who agreed, and the others are named with the reason', async () => {
    const yes = await record('customers', { name: '同意的', mobile: '138 0571 0001' });
    const no = await record('customers', { name: '没说的', mobile: '13805710002' });
    const gone = await record('customers', { name: '撤回的', mobile: '13805710003' });
    expect((await consent(yes)).status).toBe(200);
    await consent(gone, { channel: 'sms', source: 'phone', at: '2026-01-01T00:00:00Z' });
    await consent(gone, { channel: 'sms', state: 'withdrawn' });
    const id = await send([yes, no, gone]);
    expect((await recipients(id)).map((each) => [each['recordId'], each['state'], each['reason']])).toEqual(
      [
        [yes, 'sent', null],
        [no, 'skipped', 'noConsent'],
        [gone, 'skipped', 'noConsent'],
      ].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
    expect(world.sentSms.at(-1)?.text).toBe('【云启贸易】同意的，新茶上市 拒收请回复R');
    expect(await consentsOf(yes)).toMatchObject([
      { channel: 'sms', state: 'given', entries: [{ source: 'website', by: '王芳' }] },
      { channel: 'mail', state: null, entries: [] },
    ]);
  });

  it('consent is entered for many at once, and belongs to the number', async () => {
    const ids = [
      await record('customers', { name: '批量一', mobile: '13805710011' }),
      await record('customers', { name: '批量二', mobile: '13805710012' }),
      await record('customers', { name: '没有号码' }),
    ];
    const many = await call<{ results: { ok: boolean; error?: { errors?: object[] } }[] }>(
      'POST',
      '/records/customers/actions/consent',
      { ids, params: { channel: 'sms', source: 'event', note: '茶博会' } },
    );
    expect(many.body.results.map(({ ok }) => ok)).toEqual([true, true, false]);
    // Another record with the number, made later, has it as well.
    const twin = await record('contacts', { name: '李敏', customer: ids[0], mobile: '+86 13805710011' });
    expect(await consentsOf(twin, 'contacts')).toMatchObject([
      { state: 'given', entries: [{ note: '茶博会' }] },
      { state: null },
    ]);
  });

  it.each([
    [{ source: 'phone' }, 'channel', 'required'],
    [{ channel: 'sms' }, 'source', 'required'],
    [{ channel: 'fax', source: 'phone' }, 'channel', 'unknownOption'],
    [{ channel: 'sms', source: 'guess' }, 'source', 'unknownOption'],
    [{ channel: 'sms', source: 'phone', at: '2999-01-01T00:00:00Z' }, 'at', 'outOfRange'],
    [{ channel: 'sms', source: 'phone', who: 'me' }, 'who', 'unknownKey'],
  ])('%j is refused at %s', async (body, path, code) => {
    const id = await record('customers', { name: `拒 ${JSON.stringify(body)}`, mobile: '13805719999' });
    expect(await consent(id, body)).toMatchObject({ status: 422, body: { errors: [{ path, code }] } });
  });

  it('consent is recorded by those only who may edit the record', async () => {
    const id = await record('customers', { name: '别人的', mobile: '13805710021' });
    const readonly = await world.colleague(admin, '周会', 'readonly');
    const sales = await world.colleague(admin, '业务', 'sales');
    const path = `/records/customers/${id}/actions/consent`;
    const body = { channel: 'sms', source: 'phone' };
    expect((await world.call(readonly.token, 'POST', path, body)).status).toBe(403);
    expect((await world.call(sales.token, 'POST', path, body)).status).toBe(404);
    expect((await world.call(sales.token, 'GET', `/records/customers/${id}/consents`)).status).toBe(404);
  });
});

describe('a reply R', () => {
  it('ends SMS to every record with the number, withdraws consent, and is on their timelines', async () => {
    const customer = await record('customers', { name: '回复的', mobile: '13805710031' });
    const contact = await record('contacts', { name: '联系人', customer, mobile: '13805710031' });
    const other = await record('customers', { name: '另一家', mobile: '13805710032' });
    await consent(customer);
    await tell('replies', { mobile: '8613805710031', text: ' ｒ。', id: 'm1' });
    expect(await noContact('customers', customer)).toEqual(['sms']);
    expect(await noContact('contacts', contact)).toEqual(['sms']);
    expect(await noContact('customers', other)).toBeNull();
    expect(await consentsOf(customer)).toMatchObject([
      { state: 'refused', entries: [{ source: 'reply' }, { state: 'given' }] },
      {},
    ]);
    for (const [module, id] of [
      ['customers', customer],
      ['contacts', contact],
    ] as const) {
      const timeline = await call<{ items: object[] }>('GET', `/records/${module}/${id}/timeline?kinds=sms`);
      expect(timeline.body.items).toMatchObject([{ kind: 'sms', text: 'ｒ。', state: 'optedOut' }]);
    }
    // A record that gets the number later is spared as well.
    const later = await record('customers', { name: '后来的', mobile: '13805710031' });
    const id = await send([later]);
    expect(await recipients(id)).toMatchObject([{ state: 'skipped', reason: 'optedOut' }]);
  });

  it('that is told twice changes nothing twice, and not what was agreed since', async () => {
    const customer = await record('customers', { name: '两次', mobile: '13805710041' });
    await tell('replies', { mobile: '13805710041', text: 'TD', id: 'm2' });
    const version = (await call('GET', `/records/customers/${customer}`)).body['version'];
    await call('PATCH', `/records/customers/${customer}`, { version, doNotContact: [] });
    await consent(customer);
    await tell('replies', { mobile: '13805710041', text: 'TD', id: 'm2' });
    expect(await noContact('customers', customer)).toBeNull();
    expect((await consentsOf(customer))[0]?.state).toBe('given');
  });

  it('of another kind is shown and changes nothing', async () => {
    const customer = await record('customers', { name: '问价的', mobile: '13805710051' });
    await tell('replies', { mobile: '13805710051', text: '多少钱一斤？', id: 'm3' });
    expect(await noContact('customers', customer)).toBeNull();
    const timeline = await call<{ items: object[] }>('GET', `/records/customers/${customer}/timeline?kinds=sms`);
    expect(timeline.body.items).toMatchObject([{ text: '多少钱一斤？', state: 'received' }]);
  });
});

describe('receipts', () => {
  it('tell of each message whether the phone has it', async () => {
    const ids = [
      await record('customers', { name: '收到', mobile: '13805710061' }),
      await record('customers', { name: '停机', mobile: '13805710062' }),
    ];
    for (const id of ids) await consent(id);
    const sendId = await send(ids);
    await tell('receipts', [
      { key: `${sendId}.${ids[0]}`, status: 'DELIVRD' },
      { key: `${sendId}.${ids[1]}`, status: 'UNDELIV', code: 'MK:0001' },
      { key: 'of.another', status: 'DELIVRD' },
    ]);
    const states = (await recipients(sendId)).map((each) => [each['name'], each['delivery'], each['deliveryCode']]);
    expect(states.sort()).toEqual([
      ['停机', 'undelivered', 'MK:0001'],
      ['收到', 'delivered', 'DELIVRD'],
    ]);
    expect((await call('GET', `/sends/${sendId}`)).body['receipts']).toEqual({ delivered: 1, undelivered: 1 });
    const undelivered = await call<{ items: object[] }>('GET', `/sends/${sendId}/recipients?state=undelivered`);
    expect(undelivered.body.items).toHaveLength(1);
    await world.db.ownerQuery(`delete from outbox where tenant_id = $1 and name = 'messages.inbound'`, [
      admin.tenant.id,
    ]);
  });

  it('that come by the id of the provider before it has told us wait for it', async () => {
    const id = await record('customers', { name: '早到', mobile: '13805710071' });
    await consent(id);
    await tell('receipts', { id: 'late-1', status: 'DELIVRD' });
    const sendId = await send([id]);
    await world.db.ownerQuery(`update message_recipient set provider_id = 'late-1' where send_id = $1`, [sendId]);
    await world.db.ownerQuery(`update outbox set run_at = now() where tenant_id = $1`, [admin.tenant.id]);
    await world.runJobs(admin.tenant.id);
    expect(await recipients(sendId)).toMatchObject([{ delivery: 'delivered' }]);
  });

  it('come as a form or a query too, but to a right address only', async () => {
    const form = await world.app.inject({
      method: 'POST',
      url: `/api/v1${callback}/receipts`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      payload: 'key=a.b&status=DELIVRD',
    });
    expect([form.statusCode, form.headers.location]).toEqual([303, '/dev/outbox']);
    expect((await world.call('', 'GET', `${callback}/receipts?key=a.b&status=0`)).body).toBe('OK');
    const forged = callback.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await world.call('', 'POST', `${forged}/receipts`, {})).status).toBe(404);
    expect((await world.call('', 'POST', `${callback}/nonsense`, {})).status).toBe(404);
    const login = await world.app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'login=a&password=b',
    });
    expect(login.statusCode).toBe(415);
  });

  it('stop at the old address when a new one is made', async () => {
    await call('PUT', '/senders/sms', { provider: 'sink', settings: {} });
    expect((await call('POST', '/senders/sms/callbacks/renew', {})).status).toBe(204);
    expect((await world.call('', 'POST', `${callback}/receipts`, {})).status).toBe(404);
  });
});

it('logs no defect', () => {
  expect(world.logged).toEqual([]);
});
