import { beforeAll, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

let world: ProductWorld;
let admin: SignedIn;
const templates: Record<string, string> = {};

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company('云启 <贸易>');
  for (const mailKind of ['notice', 'marketing']) {
    const template = {
      channel: 'mail',
      module: 'customers',
      name: mailKind,
      subject: '您好',
      body: '<p>{{name}}</p>',
      mailKind,
    };
    const made = await call<{ id: string; mailKind: string }>('POST', '/templates', template);
    expect(made).toMatchObject({ status: 201, body: { mailKind } });
    templates[mailKind] = made.body.id;
  }
});

const call = <T = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
  world.call<T>(admin.accessToken, method, path, body);

async function customer(name: string, email: string): Promise<string> {
  const made = await call<{ id: string }>('POST', '/records/customers', { name, email });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}

async function send(kind: string, ids: readonly string[]): Promise<object[]> {
  const body = { channel: 'mail', templateId: templates[kind], ids };
  const { body: started } = await call<{ jobId: string }>('POST', '/records/customers/send', body);
  await world.runJobs(admin.tenant.id);
  return (await call<{ items: object[] }>('GET', `/sends/${started.jobId}/recipients`)).body.items;
}

/** As a browser or a mail program asks for it: not below the API. */
async function open(method: 'GET' | 'POST', url: string): Promise<{ status: number; page: string }> {
  const answer = await world.app.inject({
    method,
    url: new URL(url).pathname,
    headers: method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {},
    ...(method === 'POST' ? { payload: 'List-Unsubscribe=One-Click' } : {}),
  });
  return { status: answer.statusCode, page: answer.payload };
}

it('a marketing mail can be ended by its link, by looking at the page and pressing the button, or by one click', async () => {
  const one = await customer('甲', 'Jia@example.com');
  const twin = await customer('甲的另一条', 'jia@example.com');
  await send('marketing', [one]);
  const mail = world.sentMail.at(-1);
  const link = mail?.unsubscribe ?? '';
  expect(link).toMatch(/^http:\/\/[^/]+\/unsubscribe\/[\w.-]+$/);
  expect(mail?.html).toContain(`href="${link}"`);
  expect(mail?.text).toContain(link);
  const looked = await open('GET', link);
  expect(looked.page).toContain('云启 &lt;贸易&gt;');
  expect(looked.page).toContain('ji***@example.com');
  expect(looked.page).not.toContain('jia@');
  // Looking changes nothing: programs look too.
  expect((await call('GET', `/records/customers/${one}`)).body['doNotContact']).toBeNull();
  expect((await open('POST', link)).page).toContain('已退订');
  expect((await open('POST', link)).status).toBe(200);
  await world.runJobs(admin.tenant.id);
  for (const id of [one, twin])
    expect((await call('GET', `/records/customers/${id}`)).body['doNotContact']).toEqual(['mail']);
  expect(await send('marketing', [await customer('后来', 'jia@example.com')])).toMatchObject([
    { state: 'skipped', reason: 'optedOut' },
  ]);
  const entries = await world.db.ownerQuery(`select source from message_consent where tenant_id = $1`, [
    admin.tenant.id,
  ]);
  expect(entries).toEqual([{ source: 'link' }]);
});

it('a notice carries no such link', async () => {
  await send('notice', [await customer('乙', 'yi@example.com')]);
  expect(world.sentMail.at(-1)?.unsubscribe).toBeUndefined();
  expect(world.sentMail.at(-1)?.html).toBe('<p>乙</p>');
});

it('a link that was not made here shows a page that says so, and does nothing', async () => {
  await send('marketing', [await customer('丙', 'bing@example.com')]);
  const link = world.sentMail.at(-1)?.unsubscribe ?? '';
  for (const forged of [link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), 'http://x/unsubscribe/abc']) {
    expect((await open('POST', forged)).page).toContain('链接无效');
  }
  const rows = await world.db.ownerQuery(`select 1 from message_consent where tenant_id = $1`, [admin.tenant.id]);
  expect(rows).toHaveLength(1);
});

it('a signature of one’s own stands under the mails that one sends', async () => {
  const saved = await call('PATCH', '/me', { mailSignature: '王芳\n云启 & 贸易' });
  expect(saved.status, JSON.stringify(saved.body)).toBeLessThan(300);
  expect((await call('GET', '/me')).body).toMatchObject({ mailSignature: '王芳\n云启 & 贸易' });
  await send('notice', [await customer('丁', 'ding@example.com')]);
  expect(world.sentMail.at(-1)?.html).toContain('王芳<br>云启 &amp; 贸易');
  expect(world.sentMail.at(-1)?.text).toMatch(/\n-- \n王芳\n云启 & 贸易$/);
});

it('who refuses between the preparation and the hand-over gets nothing', async () => {
  const id = await customer('戊', 'wu@example.com');
  const at = new Date(Date.now() + 3_600_000).toISOString();
  const { body } = await call<{ jobId: string }>('POST', '/records/customers/send', {
    channel: 'mail',
    templateId: templates['marketing'],
    ids: [id],
    at,
  });
  const before = world.sentMail.length;
  // Prepared already, and then interrupted.
  await world.db.ownerQuery(
    `insert into message_recipient (tenant_id, send_id, record_id, address, name, subject, body, state)
     values ($1, $2, $3, 'wu@example.com', '戊', '您好', '<p>x</p>', 'queued')`,
    [admin.tenant.id, body.jobId, id],
  );
  await world.db.ownerQuery(
    `update message_send set state = 'sending', position = '{"after":null,"ready":true}' where id = $1`,
    [body.jobId],
  );
  await world.db.ownerQuery(
    `insert into message_consent (tenant_id, id, channel, address, state, source, at)
     values ($1, gen_random_uuid(), 'mail', 'wu@example.com', 'refused', 'told', now())`,
    [admin.tenant.id],
  );
  await world.db.ownerQuery('update outbox set run_at = now() where tenant_id = $1', [admin.tenant.id]);
  await world.runJobs(admin.tenant.id);
  expect((await call<{ items: object[] }>('GET', `/sends/${body.jobId}/recipients`)).body.items).toMatchObject([
    { state: 'skipped', reason: 'optedOut' },
  ]);
  expect(world.sentMail).toHaveLength(before);
  expect(world.logged).toEqual([]);
});
