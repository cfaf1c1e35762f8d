import { describe, expect, it } from 'vitest';
import { productWorld } from './testing/product-world.js';

interface Told {
  readonly items: readonly { readonly kind: string; readonly text: string; readonly jobId?: string }[];
}

/** A send that a manager has scheduled, and how it comes due. */
async function aScheduledSend() {
  const world = await productWorld(() => Promise.resolve({ providerId: 'ok', sink: true }));
  const admin = await world.company('云启贸易');
  const template = { channel: 'sms', module: 'customers', name: '中秋问候', body: '{{name}}您好' };
  const made = await world.call<{ id: string }>(admin.accessToken, 'POST', '/templates', template);
  const seller = await world.colleague(admin, '李雷', 'manager');
  const customer = { name: '上海茶行', mobile: '13805710001' };
  const one = await world.call<{ id: string }>(seller.token, 'POST', '/records/customers', customer);
  const at = new Date(Date.now() + 3_600_000).toISOString();
  const send = { channel: 'sms', templateId: made.body.id, ids: [one.body.id], at };
  const started = await world.call<{ jobId: string }>(seller.token, 'POST', '/records/customers/send', send);
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  const id = started.body.jobId;
  const comesDue = async (): Promise<void> => {
    await world.db.ownerQuery(`update outbox set run_at = now()`);
    await world.runJobs(admin.tenant.id);
    expect(world.sentSms).toEqual([]);
  };
  const notices = async (token: string): Promise<Told['items']> =>
    (await world.call<Told>(token, 'GET', '/notifications')).body.items;
  const read = async (token: string): Promise<unknown> => (await world.call(token, 'GET', `/sends/${id}`)).body;
  return { world, admin, seller, id, comesDue, notices, read };
}

describe('a scheduled send that comes to nothing', () => {
  it('tells its sender, whose right has ended, and says why', async () => {
    const { world, admin, seller, id, comesDue, notices, read } = await aScheduledSend();
    const roles = await world.call<{ items: { id: string; key: string }[] }>(admin.accessToken, 'GET', '/roles');
    const roleIds = roles.body.items.filter(({ key }) => key === 'readonly').map((role) => role.id);
    expect((await world.call(admin.accessToken, 'PATCH', `/users/${seller.id}`, { roleIds })).status).toBe(200);
    await comesDue();
    const message = '发送人已没有向这些记录发送的权限';
    expect(await read(seller.token)).toMatchObject({ state: 'failed', error: { code: 'notAllowed', message } });
    expect(await notices(seller.token)).toMatchObject([
      { kind: 'sendFailed', jobId: id, text: `中秋问候 发送出错：${message}` },
    ]);
    expect(await notices(admin.accessToken)).toEqual([]);
    expect((await world.call(seller.token, 'PATCH', '/me', { locale: 'en' })).status).toBe(200);
    const inEnglish = 'The sender is no longer allowed to send to these records';
    expect(await read(seller.token)).toMatchObject({ error: { message: inEnglish } });
    expect(await notices(seller.token)).toMatchObject([{ text: `Sending 中秋问候 failed: ${inEnglish}` }]);
  });

  it('tells who sees everybody’s sends where the sender can read nothing any more', async () => {
    const { world, admin, seller, id, comesDue, notices, read } = await aScheduledSend();
    const disabled = await world.call(admin.accessToken, 'POST', `/users/${seller.id}/disable`);
    expect(disabled.status, JSON.stringify(disabled.body)).toBeLessThan(300);
    await comesDue();
    expect(await read(admin.accessToken)).toMatchObject({ state: 'failed', error: { message: '发送人的账号已停用' } });
    expect(await notices(admin.accessToken)).toMatchObject([
      { kind: 'sendFailed', jobId: id, text: '中秋问候 发送出错：发送人的账号已停用' },
    ]);
  });
});
