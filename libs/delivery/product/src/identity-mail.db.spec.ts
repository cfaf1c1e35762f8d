import { expect, it } from 'vitest';
import { DeliveryError, type DeliveryReceipt } from '@ruyi/engine/messages';
import { productWorld } from './testing/product-world.js';

/** What the mail server does with the next mails; taken when none is left. */
const answers: (() => Promise<DeliveryReceipt>)[] = [];
const world = await productWorld(() => answers.shift()?.() ?? Promise.resolve({ providerId: 'ok', sink: true }));
const admin = await world.company();
const outbox = () =>
  world.db.ownerQuery(`select id, payload, run_at from outbox where tenant_id = $1 and name = 'identity.mail'`, [
    admin.tenant.id,
  ]);
const forgot = () => world.call('', 'POST', '/auth/forgot', { login: 'admin1@example.com' });
const linkOf = (text: string | undefined): string => /\/(?:reset|join)\/([\w.-]+)/.exec(text ?? '')?.[1] ?? '';

it('an invitation survives a mail server that is away, and a worker that dies with it in its hands', async () => {
  world.sentMail.length = 0;
  answers.push(
    () => Promise.reject(new DeliveryError('not now', true)),
    () => Promise.reject(new Error('the worker is killed here')),
  );
  const made = await world.call(admin.accessToken, 'POST', '/invitations', { email: 'new@example.com' });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await world.runJobs(admin.tenant.id);
  const [waiting] = await outbox();
  expect((waiting?.['run_at'] as Date).getTime()).toBeGreaterThan(Date.now() + 20_000);
  const due = () => world.db.ownerQuery('update outbox set run_at = now() where tenant_id = $1', [admin.tenant.id]);
  await due();
  await expect(world.runJobs(admin.tenant.id)).rejects.toThrow('killed');
  expect(await outbox()).toHaveLength(1);
  await due();
  await world.runJobs(admin.tenant.id);
  expect(await outbox()).toEqual([]);
  // Every attempt is the same mail: one Message-ID, one link.
  expect(new Set(world.sentMail.map((mail) => mail.key)).size).toBe(1);
  expect(linkOf(world.sentMail[0]?.text)).toBe(linkOf(String(made.body['url'])));
  world.logged.length = 0;
});

it('what the mail server refuses for good is given up and logged', async () => {
  answers.push(() => Promise.reject(new DeliveryError('no such box', false)));
  await forgot();
  await world.runJobs(admin.tenant.id);
  expect(await outbox()).toEqual([]);
  expect(world.logged).toHaveLength(1);
  world.logged.length = 0;
});

it('nothing is promised for an invitation that was refused, or for a stranger', async () => {
  const refused = await world.call(admin.accessToken, 'POST', '/invitations', {
    email: 'x@example.com',
    roleIds: ['00000000-0000-7000-8000-000000000000'],
  });
  expect(refused.status).toBe(422);
  await world.call('', 'POST', '/auth/forgot', { login: 'stranger@example.com' });
  expect(await outbox()).toEqual([]);
  expect(world.logged).toEqual([]);
});

// Last: it ends every session.
it('a link for a new password waits sealed in the outbox, is mailed by the worker, and works', async () => {
  expect((await forgot()).status).toBeLessThan(300);
  const [row] = await outbox();
  expect(row).toMatchObject({ payload: { sealed: expect.any(String) } });
  await world.runJobs(admin.tenant.id);
  const token = linkOf(world.sentMail.at(-1)?.text);
  expect(token).not.toBe('');
  expect(JSON.stringify(row)).not.toContain('/reset/');
  expect(JSON.stringify(row)).not.toContain(token);
  expect(await outbox()).toEqual([]);
  const reset = await world.call('', 'POST', '/auth/reset', { token, password: 'Another horse 2' });
  expect(reset.status, JSON.stringify(reset.body)).toBeLessThan(300);
});
