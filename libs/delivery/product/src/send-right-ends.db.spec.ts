import { expect, it } from 'vitest';
import { DeliveryError } from '@ruyi/engine/messages';
import { productWorld } from './testing/product-world.js';

it('who has lost the right to send when a message is tried again sends nothing more', async () => {
  const world = await productWorld(() => Promise.reject(new DeliveryError('busy', true)));
  const admin = await world.company('云启贸易');
  const template = { channel: 'sms', module: 'customers', name: '通知', body: '{{name}}您好' };
  const made = await world.call<{ id: string }>(admin.accessToken, 'POST', '/templates', template);
  const seller = await world.colleague(admin, '李雷', 'manager');
  const call = <T>(method: string, path: string, body?: unknown) => world.call<T>(seller.token, method, path, body);
  const customer = { name: '上海茶行', mobile: '13805710001' };
  const ids = [(await call<{ id: string }>('POST', '/records/customers', customer)).body.id];
  const send = { channel: 'sms', templateId: made.body.id, ids };
  const started = await call<{ jobId: string }>('POST', '/records/customers/send', send);
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  await world.runJobs(admin.tenant.id);

  const roles = await world.call<{ items: { id: string; key: string }[] }>(admin.accessToken, 'GET', '/roles');
  const roleIds = roles.body.items.filter(({ key }) => key === 'readonly').map(({ id }) => id);
  const changed = await world.call(admin.accessToken, 'PATCH', `/users/${seller.id}`, { roleIds });
  expect(changed.status, JSON.stringify(changed.body)).toBeLessThan(300);
  await world.db.ownerQuery(`update message_recipient set next_attempt_at = now()`);
  await world.db.ownerQuery(`update outbox set run_at = now()`);
  await world.runJobs(admin.tenant.id);

  const recipients = await world.call<{ items: { state: string; reason: string | null }[] }>(
    admin.accessToken,
    'GET',
    `/sends/${started.body.jobId}/recipients`,
  );
  expect(recipients.body.items).toMatchObject([{ state: 'skipped', reason: 'notSeen' }]);
  expect(world.sentSms).toHaveLength(1);
  expect(world.logged).toEqual([]);
});
