import { beforeAll, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { harmsInHtml, HTML_ATTACKS } from '@ruyi/testing';
import { productWorld, type ProductWorld } from './testing/product-world.js';

/** Rows that a version wrote which did not clean: whatever reads them gives out harmless HTML. */
let world: ProductWorld;
let admin: SignedIn;
const field = 'c_intro1';
/** All at once: an attack that swallows what follows is kept for the end. */
const RAW = `<p>您好{{name}}</p>${HTML_ATTACKS.filter((attack) => !attack.includes('\u0000')).join('<hr>')}`;

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company('旧行贸易');
  // Nobody makes such fields yet: this one stands for those of a shipped module.
  await world.db.ownerQuery(
    `insert into field_def (tenant_id, module_key, field_key, type, settings)
     values ($1, 'customers', $2, 'richText', '{"label": {"zh": "介绍"}}')`,
    [admin.tenant.id, field],
  );
  await raiseModel();
});

/** As every change of metadata does. */
const raiseModel = () => world.db.ownerQuery('update tenant set model_version = model_version + 1', []);

async function must<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await world.call<T>(admin.accessToken, method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}

let count = 0;
async function customer(): Promise<string> {
  count += 1;
  const body = { name: `旧${count}`, email: `old${count}@example.com` };
  return (await must<{ id: string }>('POST', '/records/customers', body)).id;
}

async function template(): Promise<string> {
  count += 1;
  const body = { channel: 'mail', module: 'customers', name: `旧信${count}`, subject: '您好', body: '<p>x</p>' };
  return (await must<{ id: string }>('POST', '/templates', body)).id;
}

async function start(templateId: string, ids: readonly string[]): Promise<string> {
  const body = { channel: 'mail', templateId, ids };
  return (await must<{ jobId: string }>('POST', '/records/customers/send', body)).jobId;
}

function expectHarmless(html: string | undefined): void {
  expect(html).toContain('您好');
  expect(harmsInHtml(html ?? '')).toEqual([]);
}

it('the rows do harm as they stand', () => {
  expect(harmsInHtml(RAW).length).toBeGreaterThan(20);
});

it('a template is given out, previewed and sent clean', async () => {
  const id = await template();
  await world.db.ownerQuery('update message_template set body = $2 where id = $1', [id, RAW]);
  const { items } = await must<{ items: { id: string; body: string }[] }>('GET', '/templates');
  const stored = items.find((item) => item.id === id)?.body;
  expectHarmless(stored);
  expectHarmless(
    (
      await must<{ html: string }>('POST', '/templates/preview', {
        channel: 'mail',
        module: 'customers',
        subject: 'x',
        body: RAW,
      })
    ).html,
  );
  await start(id, [await customer()]);
  await world.runJobs(admin.tenant.id);
  expectHarmless(world.sentMail.at(-1)?.html);
});

it('a send that was begun with it goes out clean', async () => {
  const id = await start(await template(), [await customer()]);
  await world.db.ownerQuery(
    `update message_send set template = jsonb_set(template, '{body}', to_jsonb($2::text)) where id = $1`,
    [id, RAW],
  );
  await world.runJobs(admin.tenant.id);
  expectHarmless(world.sentMail.at(-1)?.html);
});

it('a mail that was prepared goes out clean, its footer in sight, and stands clean on the timeline', async () => {
  const about = await customer();
  const id = await start(await template(), [about]);
  await world.db.ownerQuery(
    `insert into message_recipient (tenant_id, send_id, record_id, address, name, subject, body, params, state)
     values ($1, $2, $3, 'old@example.com', '旧', '旧信', $4, '[]', 'queued')`,
    [admin.tenant.id, id, about, `${RAW.replace('{{name}}', '')}<div style="display:none"><title>`],
  );
  await world.db.ownerQuery(
    `update message_send set state = 'sending', position = '{"after": null, "ready": true}' where id = $1`,
    [id],
  );
  const before = world.sentMail.length;
  await world.runJobs(admin.tenant.id);
  expect(world.sentMail).toHaveLength(before + 1);
  expectHarmless(world.sentMail.at(-1)?.html);
  const timeline = await must<{ items: { kind: string; text: string }[] }>(
    'GET',
    `/records/customers/${about}/timeline?kinds=mail`,
  );
  expect(timeline.items[0]?.text).toContain('您好');
  expect(timeline.items[0]?.text).not.toContain('evil.example/x.css');
});

it('a field of rich text holds nothing harmful, whatever is written into it over HTTP', async () => {
  for (const text of HTML_ATTACKS) {
    const name = `富${(count += 1)}`;
    const made = await world.call<{ id: string }>(admin.accessToken, 'POST', '/records/customers', {
      name,
      [field]: `<p>您好</p>${text}`,
    });
    if (made.status === 422) {
      // Control characters are refused in every text.
      expect(JSON.stringify(text), JSON.stringify(made.body)).toMatch(/\\u00[01]|\\f/);
      continue;
    }
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expectHarmless((await must<Record<string, string>>('GET', `/records/customers/${made.body.id}`))[field]);
  }
  const raw = await world.db.ownerQuery<{ text: string }>(
    `select custom ->> $1 as text from customers where custom ? $1`,
    [field],
  );
  expect(raw.length).toBeGreaterThan(190);
  expect(raw.flatMap(({ text }) => harmsInHtml(text))).toEqual([]);
});

it('a field of rich text is read, listed and told clean, and written clean with the next change', async () => {
  const id = await customer();
  await must('PATCH', `/records/customers/${id}`, { [field]: '<p>您好</p>', version: 1 });
  await world.db.ownerQuery(
    `update customers set custom = jsonb_set(custom, array[$2::text], to_jsonb($3::text)) where id = $1`,
    [id, field, RAW],
  );
  await world.db.ownerQuery(
    `update history set after = jsonb_set(after, array[$2::text], to_jsonb($3::text)) where record_id = $1 and after ? $2`,
    [id, field, RAW],
  );
  expectHarmless((await must<Record<string, string>>('GET', `/records/customers/${id}`))[field]);
  const list = await must<{ items: Record<string, string>[] }>('POST', '/records/customers/query', {
    fields: ['name', field],
  });
  expect(list.items.some((item) => (item[field] ?? '').includes('您好'))).toBe(true);
  expect(list.items.flatMap((item) => harmsInHtml(item[field] ?? ''))).toEqual([]);
  const history = await must<{ items: { changes: { field: string; after: string; afterText: string }[] }[] }>(
    'GET',
    `/records/customers/${id}/history`,
  );
  const told = history.items.flatMap(({ changes }) => changes).filter((change) => change.field === field);
  expect(told.map(({ after }) => after.includes('您好'))).toContain(true);
  for (const { after, afterText } of told) expect(harmsInHtml(`${after}${afterText}`)).toEqual([]);
  // Another field is changed: the whole row is written and told again.
  await must('PATCH', `/records/customers/${id}`, { name: '改名', version: 2 });
  expectHarmless((await must<Record<string, string>>('GET', `/records/customers/${id}`))[field]);
});

it('a default that an administrator set once is given out, and taken, clean', async () => {
  await world.db.ownerQuery(
    `update field_def set settings = jsonb_set(settings, '{default}', to_jsonb($2::text)) where field_key = $1`,
    [field, RAW],
  );
  await raiseModel();
  const described = JSON.stringify(await must('GET', '/modules/customers'));
  expect(described).toContain('您好');
  expect(described).not.toContain('<script');
  expectHarmless((await must<Record<string, string>>('GET', `/records/customers/${await customer()}`))[field]);
});
