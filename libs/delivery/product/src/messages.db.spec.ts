import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { DeliveryError, type DeliveryReceipt } from '@ruyi/engine/messages';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

let world: ProductWorld;
let admin: SignedIn;
let template: string;
/** What the provider does with the next messages; taken when none is left. */
const answers: (() => Promise<DeliveryReceipt>)[] = [];

beforeAll(async () => {
  world = await productWorld(() => answers.shift()?.() ?? Promise.resolve({ providerId: 'ok', sink: true }));
  admin = await world.company('云启贸易');
  const made = await world.call<{ id: string }>(admin.accessToken, 'POST', '/templates', {
    channel: 'sms',
    module: 'customers',
    name: '节日问候',
    body: '{{name}}您好，{{ownerId}}祝您中秋快乐',
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  template = made.body.id;
});

let serial = 0;
async function customer(values: Record<string, unknown>, token = admin.accessToken): Promise<string> {
  serial += 1;
  const made = await world.call<{ id: string }>(token, 'POST', '/records/customers', {
    name: `客户${serial}`,
    ...values,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}

const mobileOf = (index: number): string => `1380571${String(1000 + index)}`;

async function send(body: Record<string, unknown>): Promise<string> {
  const started = await world.call<{ jobId: string }>(admin.accessToken, 'POST', '/records/customers/send', {
    channel: 'sms',
    templateId: template,
    ...body,
  });
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  return started.body.jobId;
}

const job = async (id: string) => (await world.call(admin.accessToken, 'GET', `/jobs/${id}`)).body;
const recipients = async (id: string) =>
  (
    await world.call<{ items: { recordId: string; state: string; reason: string | null }[] }>(
      admin.accessToken,
      'GET',
      `/sends/${id}/recipients?limit=200`,
    )
  ).body.items;

describe('a send', () => {
  it('reaches each recipient once and says whom it left out and why', async () => {
    const good = await customer({ mobile: mobileOf(1) });
    const same = await customer({ mobile: mobileOf(1), kind: 'company' });
    const none = await customer({});
    const refused = await customer({ mobile: mobileOf(2), doNotContact: ['sms'] });
    const id = await send({ ids: [good, same, none, refused] });
    await world.runJobs(admin.tenant.id);
    expect(await job(id)).toMatchObject({
      state: 'completed',
      result: { sent: 1, skipped: 3, failed: 0, reasons: { duplicateAddress: 1, noAddress: 1, doNotContact: 1 } },
    });
    expect(world.sentSms.filter((sms) => sms.mobile === mobileOf(1))).toHaveLength(1);
    expect(world.sentSms.at(-1)?.text).toMatch(/^【云启贸易】客户\d+您好，王芳祝您中秋快乐$/);
    const timeline = await world.call<{ items: { kind: string; text: string }[] }>(
      admin.accessToken,
      'GET',
      `/records/customers/${good}/timeline?kinds=sms`,
    );
    expect(timeline.body.items).toMatchObject([
      { kind: 'sms', text: expect.stringContaining('中秋快乐') as string, state: 'sink' },
    ]);
  });

  it('keeps its text from whoever may not read what was merged into it', async () => {
    const seller = await world.colleague(admin, '林小满', 'sales');
    const about = await customer({ mobile: mobileOf(5), ownerId: seller.id, industry: 'manufacturing' });
    const telling = await world.call<{ id: string }>(admin.accessToken, 'POST', '/templates', {
      channel: 'sms',
      module: 'customers',
      name: '行业问候',
      body: '{{name}}您好，{{industry}}的新政策请看官网',
    });
    await send({ ids: [about], templateId: telling.body.id });
    await send({ ids: [about] });
    await world.runJobs(admin.tenant.id);
    const roles = await world.call<{ items: { id: string; key: string }[] }>(admin.accessToken, 'GET', '/roles');
    const sales = roles.body.items.find(({ key }) => key === 'sales')?.id ?? '';
    const seen = async (token: string) =>
      (
        await world.call<{ items: { title: string; text?: string; withheld?: true }[] }>(
          token,
          'GET',
          `/records/customers/${about}/timeline?kinds=sms`,
        )
      ).body.items
        .map(({ title, text, withheld }) => ({ title, text, withheld }))
        .sort((a, b) => a.title.localeCompare(b.title));
    const text = (part: string) => expect.stringContaining(part) as string;
    const shown = [
      { title: '节日问候', text: text('中秋快乐'), withheld: undefined },
      { title: '行业问候', text: text('的新政策'), withheld: undefined },
    ].sort((a, b) => a.title.localeCompare(b.title));
    expect(await seen(seller.token)).toEqual(shown);
    for (const access of ['hidden', 'masked']) {
      const patched = await world.call(admin.accessToken, 'PATCH', `/roles/${sales}`, {
        fields: [{ module: 'customers', field: 'industry', access }],
      });
      expect(patched.status, JSON.stringify(patched.body)).toBe(200);
      expect(await seen(seller.token)).toEqual(
        shown.map((item) => (item.title === '行业问候' ? { ...item, text: undefined, withheld: true } : item)),
      );
      expect(await seen(admin.accessToken)).toEqual(shown);
    }
  });

  it('sends nothing twice when a worker dies with a message in its hands', async () => {
    const ids = [
      await customer({ mobile: mobileOf(11) }),
      await customer({ mobile: mobileOf(12) }),
      await customer({ mobile: mobileOf(13) }),
    ];
    answers.push(() => Promise.reject(new Error('the worker is killed here')));
    const id = await send({ ids });
    await expect(world.runJobs(admin.tenant.id)).rejects.toThrow('killed');
    await world.db.ownerQuery(`update message_send set lease_until = now() - interval '1 second' where id = $1`, [id]);
    await world.db.ownerQuery(`update outbox set run_at = now() where tenant_id = $1`, [admin.tenant.id]);
    await world.runJobs(admin.tenant.id);
    const states = (await recipients(id)).map((each) => each.state).sort();
    expect(states).toEqual(['failed', 'sent', 'sent']);
    for (const index of [11, 12, 13])
      expect(world.sentSms.filter((sms) => sms.mobile === mobileOf(index))).toHaveLength(1);
    world.logged.length = 0;
  });

  it('tries a temporary failure again later and gives up a permanent one', async () => {
    const ids = [await customer({ mobile: mobileOf(21) }), await customer({ mobile: mobileOf(22) })];
    answers.push(
      () => Promise.reject(new DeliveryError('busy', true)),
      () => Promise.reject(new DeliveryError('number is barred', false)),
    );
    const id = await send({ ids });
    await world.runJobs(admin.tenant.id);
    expect((await recipients(id)).map((each) => each.state).sort()).toEqual(['failed', 'queued']);
    await world.db.ownerQuery(`update message_recipient set next_attempt_at = now() where send_id = $1`, [id]);
    await world.db.ownerQuery(`update outbox set run_at = now() where tenant_id = $1`, [admin.tenant.id]);
    await world.runJobs(admin.tenant.id);
    expect((await recipients(id)).map((each) => each.state).sort()).toEqual(['failed', 'sent']);
    expect(await job(id)).toMatchObject({ state: 'completed', result: { sent: 1, failed: 1 } });
  });

  it('leaves out whom somebody has marked while it was going out', async () => {
    const ids = [
      await customer({ mobile: mobileOf(81) }),
      await customer({ mobile: mobileOf(82) }),
      await customer({ mobile: mobileOf(83) }),
    ];
    const [, marked = '', deleted = ''] = ids;
    answers.push(async () => {
      const mark = { version: 1, doNotContact: ['sms'] };
      expect((await world.call(admin.accessToken, 'PATCH', `/records/customers/${marked}`, mark)).status).toBe(200);
      await world.call(admin.accessToken, 'DELETE', `/records/customers/${deleted}?version=1`);
      return { providerId: 'ok', sink: true };
    });
    const id = await send({ ids });
    await world.runJobs(admin.tenant.id);
    const ends = new Map((await recipients(id)).map((each) => [each.recordId, each.reason ?? each.state]));
    expect(ids.map((each) => ends.get(each))).toEqual(['sent', 'doNotContact', 'notSeen']);
    expect(await job(id)).toMatchObject({ state: 'completed', done: 3 });
  });

  it('does not try again what the provider may have sent', async () => {
    const ids = [await customer({ mobile: mobileOf(71) })];
    answers.push(() => Promise.reject(new DeliveryError('no answer', true, { uncertain: true })));
    const id = await send({ ids });
    await world.runJobs(admin.tenant.id);
    expect(await recipients(id)).toMatchObject([{ state: 'failed', reason: 'interrupted' }]);
    expect(world.sentSms.filter((sms) => sms.mobile === mobileOf(71))).toHaveLength(1);
  });

  it('leaves a message as it was reported when the provider answers after another worker took over', async () => {
    const ids = [await customer({ mobile: mobileOf(72) }), await customer({ mobile: mobileOf(73) })];
    // What taking over does to it; see the lease of a send.
    const takeOver = () =>
      world.db.ownerQuery(
        `update message_recipient set state = 'failed', reason = 'interrupted' where tenant_id = $1 and state = 'sending'`,
        [admin.tenant.id],
      );
    answers.push(
      () => takeOver().then(() => ({ providerId: 'late', sink: true })),
      () => takeOver().then(() => Promise.reject(new DeliveryError('busy', true))),
    );
    const id = await send({ ids });
    await world.runJobs(admin.tenant.id);
    expect(await recipients(id)).toMatchObject([
      { state: 'failed', reason: 'interrupted' },
      { state: 'failed', reason: 'interrupted' },
    ]);
    // Neither is counted a second time: that is for who took over.
    expect(await job(id)).toMatchObject({ state: 'completed', done: 0, failed: 0 });
  });

  it('waits for its time, and can be cancelled until then', async () => {
    const one = await customer({ mobile: mobileOf(31) });
    const id = await send({ ids: [one], at: new Date(Date.now() + 3_600_000).toISOString() });
    await world.runJobs(admin.tenant.id);
    expect(await job(id)).toMatchObject({ state: 'waiting' });
    expect((await world.call(admin.accessToken, 'POST', `/sends/${id}/cancel`)).status).toBe(200);
    await world.db.ownerQuery(`update outbox set run_at = now() where tenant_id = $1`, [admin.tenant.id]);
    await world.runJobs(admin.tenant.id);
    expect(await job(id)).toMatchObject({ state: 'cancelled' });
    const { body } = await world.call<{ state: string; finishedAt: string | null }>(
      admin.accessToken,
      'GET',
      `/sends/${id}`,
    );
    expect(body.state).toBe('cancelled');
    expect(body.finishedAt).not.toBeNull();
    expect(world.sentSms.some((sms) => sms.mobile === mobileOf(31))).toBe(false);
  });

  it('reaches only what the sender may send to', async () => {
    const ann = await world.colleague(admin, '李敏', 'sales');
    const mine = await customer({ mobile: mobileOf(41) }, ann.token);
    const notMine = await customer({ mobile: mobileOf(42) });
    const nobody = randomUUID();
    const started = await world.call<{ jobId: string }>(ann.token, 'POST', '/records/customers/send', {
      channel: 'sms',
      templateId: template,
      ids: [mine, notMine, nobody],
    });
    expect(started.status, JSON.stringify(started.body)).toBe(202);
    await world.runJobs(admin.tenant.id);
    expect(world.sentSms.some((sms) => sms.mobile === mobileOf(41))).toBe(true);
    expect(world.sentSms.some((sms) => sms.mobile === mobileOf(42))).toBe(false);
    expect((await world.call(ann.token, 'GET', `/sends/${started.body.jobId}`)).status).toBe(200);
    // What is hidden and what is not there look alike.
    const unseen = (await recipients(started.body.jobId)).filter(({ recordId }) => recordId !== mine);
    expect(unseen.map(({ recordId }) => recordId).sort()).toEqual([notMine, nobody].sort());
    for (const recipient of unseen)
      expect({ ...recipient, recordId: '' }).toEqual({
        ...unseen[0],
        recordId: '',
        state: 'skipped',
        reason: 'notSeen',
      });
    const elsewhere = await world.call(ann.token, 'POST', '/records/nope/send', {
      channel: 'sms',
      templateId: template,
      ids: [mine],
    });
    expect(elsewhere.status).toBe(404);
    const other = await world.colleague(admin, '陈晨', 'sales');
    expect((await world.call(other.token, 'GET', `/sends/${started.body.jobId}`)).status).toBe(404);
  });

  it.each([
    [{ channel: 'fax', ids: [] }, 'channel'],
    [{ channel: 'sms' }, 'templateId'],
    [
      {
        channel: 'sms',
        templateId: '0192f7a0-0000-7000-8000-000000000000',
        filter: { field: 'name', op: 'isNotEmpty' },
      },
      'templateId',
    ],
    [
      {
        channel: 'sms',
        templateId: '0192f7a0-0000-7000-8000-000000000000',
        filter: { field: 'nope', op: 'eq', value: 1 },
      },
      'filter.field',
    ],
    [{ channel: 'sms', at: '2026-11-31T08:00:00+08:00' }, 'at'],
    // Everybody has to be said.
    [{ channel: 'sms', templateId: '0192f7a0-0000-7000-8000-000000000000', search: ' ' }, 'ids'],
    [{ channel: 'sms', extra: 1 }, 'extra'],
    [{ channel: 'sms', at: 'tomorrow' }, 'at'],
  ])('refuses %j at %s', async (body, path) => {
    const answer = await world.call<{ errors: { path: string }[] }>(
      admin.accessToken,
      'POST',
      '/records/customers/send',
      body,
    );
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error) => error.path)).toContain(path);
  });
});

describe('senders', () => {
  it('keep secrets to themselves', async () => {
    const set = await world.call(admin.accessToken, 'PUT', '/senders/mail', {
      provider: 'smtp',
      settings: {
        host: 'smtp.example.com',
        port: 465,
        secure: true,
        user: 'a',
        fromName: '云启',
        fromAddress: 'a@example.com',
      },
      secrets: { password: 'very secret' },
    });
    expect(set.status, JSON.stringify(set.body)).toBe(200);
    expect(JSON.stringify(set.body)).not.toContain('very secret');
    expect((await world.call(admin.accessToken, 'GET', '/senders/mail')).body).toMatchObject({
      sender: { secretsSet: ['password'] },
    });
    const stored = await world.db.ownerQuery('select secret from message_sender where tenant_id = $1', [
      admin.tenant.id,
    ]);
    expect(JSON.stringify(stored)).not.toContain('very secret');
  });

  it('keep a secret for the host that it was given for', async () => {
    const settings = { host: 'smtp.example.com', port: 465, user: 'a', fromAddress: 'a@example.com' };
    const put = (over: Record<string, unknown>, secrets?: Record<string, string>) =>
      world.call<{ errors?: { path: string }[] }>(admin.accessToken, 'PUT', '/senders/mail', {
        provider: 'smtp',
        settings: { ...settings, ...over },
        ...(secrets ? { secrets } : {}),
      });
    expect((await put({}, { password: 'very secret' })).status).toBe(200);
    expect((await put({ port: 587, fromName: '云启' })).body).toMatchObject({ secretsSet: ['password'] });
    const elsewhere = await put({ host: 'smtp.elsewhere.example' });
    expect(elsewhere.status).toBe(422);
    expect(elsewhere.body.errors).toMatchObject([{ path: 'secrets.password', code: 'required' }]);
    expect((await put({ host: 'smtp.elsewhere.example' }, { password: 'another' })).status).toBe(200);
    const open = await put({ host: 'open.example.com', user: '' });
    expect(open.body, JSON.stringify(open.body)).toMatchObject({ secretsSet: [] });

    const gateway = (url: string) =>
      world.call(admin.accessToken, 'PUT', '/senders/sms', {
        provider: 'http',
        settings: { signature: '云启', url, headers: 'Authorization: Bearer {{token}}', body: 'm={{mobile}}' },
      });
    await world.call(admin.accessToken, 'PUT', '/senders/sms', {
      provider: 'http',
      settings: { signature: '云启', url: 'https://a.example.com/send' },
      secrets: { token: 't0ken' },
    });
    expect((await gateway('https://a.example.com/v2?x=1')).status).toBe(200);
    expect((await gateway('https://a.example.com@evil.example/send')).status).toBe(422);
    expect((await gateway('http://a.example.com/send')).status).toBe(422);
    expect((await world.call(admin.accessToken, 'PUT', '/senders/sms', { provider: 'sink' })).status).toBe(200);
  });

  it('preview the exact text with signature and parts', async () => {
    const id = await customer({ mobile: mobileOf(51) });
    const preview = await world.call(admin.accessToken, 'POST', '/templates/preview', {
      channel: 'sms',
      module: 'customers',
      body: '{{name}}您好',
      smsKind: 'marketing',
      recordId: id,
    });
    expect(preview.body).toMatchObject({
      text: expect.stringMatching(/^【云启贸易】客户\d+您好 拒收请回复R$/) as string,
      parts: 1,
    });
    expect(
      (
        await world.call<{ errors: { path: string }[] }>(admin.accessToken, 'POST', '/templates', {
          channel: 'sms',
          module: 'customers',
          name: 'x',
          body: '{{nope}}',
        })
      ).body.errors,
    ).toMatchObject([{ path: 'body', code: 'unknownField' }]);
  });

  it('leaves no defect behind', () => expect(world.logged).toEqual([]));
});
