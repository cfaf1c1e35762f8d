import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JobWorker } from '@ruyi/delivery/jobs';
import type { SignedIn } from '@ruyi/identity';
import { testQueues } from '@ruyi/testing';
import { FAST, webhookWorld, type WebhookWorld } from './testing/webhook-world.js';

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
const customer = (name: string) => post('/records/customers', { name });
const ids = (): unknown[] => world.receiver.received.map(({ headers }) => headers['webhook-id']);

const stateOf = async (webhookId: string): Promise<string | undefined> =>
  (await world.deliveries(admin, webhookId))[0]?.state;

describe('a message that does not arrive', () => {
  it('is sent again under the same id, and each attempt is in the log', async () => {
    const { id } = await world.webhook(admin);
    let faults = 2;
    world.receiver.answer((response) => void response.writeHead(faults-- > 0 ? 500 : 200).end('说明'));
    await customer('云启贸易');
    await world.workUntil(admin, async () => (await stateOf(id)) === 'delivered');
    expect(world.receiver.received).toHaveLength(3);
    expect(new Set(ids()).size).toBe(1);
    const [delivery] = await world.deliveries(admin, id);
    expect(delivery).toMatchObject({ id: ids()[0], event: 'customers.created', nextAt: null });
    expect(delivery?.attempts.map(({ status, response }) => [status, response])).toEqual([
      [500, '说明'],
      [500, '说明'],
      [200, '说明'],
    ]);
  });

  it('has failed after the last attempt, and can be sent again by hand', async () => {
    const { id } = await world.webhook(admin);
    world.receiver.answer((response) => void response.writeHead(503).end());
    await customer('云启贸易');
    await world.workUntil(admin, async () => (await stateOf(id)) === 'failed');
    expect(world.receiver.received).toHaveLength(1 + FAST.waits.length);
    world.receiver.answer();
    const [failed] = await world.deliveries(admin, id);
    expect((await post(`/webhooks/${id}/deliveries/${failed?.id}/resend`)).status).toBe(202);
    await world.workUntil(admin, async () => (await stateOf(id)) === 'delivered');
    expect(new Set(ids()).size).toBe(1);
    expect((await world.deliveries(admin, id))[0]?.attempts).toHaveLength(2 + FAST.waits.length);
  });

  it('does not follow a redirect', async () => {
    const { id } = await world.webhook(admin);
    world.receiver.answer((response) => void response.writeHead(302, { location: world.receiver.url }).end());
    await customer('云启贸易');
    await world.workUntil(admin, async () => (await stateOf(id)) === 'failed');
    const [delivery] = await world.deliveries(admin, id);
    expect(delivery?.attempts[0]).toMatchObject({ status: 302, error: null });
    expect(world.receiver.received).toHaveLength(1 + FAST.waits.length);
  });

  it('is not sent to an address inside that the operator has not allowed, whenever the name leads there', async () => {
    const { id } = await world.webhook(admin);
    // As when the name has come to mean another address since.
    await world.db.ownerQuery('update webhook set url = $2 where id = $1', [
      id,
      world.receiver.url.replace('127.0.0.1', '127.0.0.2'),
    ]);
    await customer('云启贸易');
    await world.workUntil(admin, async () => (await stateOf(id)) === 'failed');
    const [delivery] = await world.deliveries(admin, id);
    expect(delivery?.attempts[0]).toMatchObject({ status: null, error: expect.stringContaining('127.0.0.2') });
    expect(world.receiver.received).toEqual([]);
  });

  it('is cut off when the answer takes too long, and read only so far', async () => {
    const { id } = await world.webhook(admin);
    world.receiver.answer((response) => void response.writeHead(200).write('x'));
    await post(`/webhooks/${id}/test`);
    await world.workUntil(admin, async () => (await stateOf(id)) === 'failed');
    expect((await world.deliveries(admin, id))[0]?.attempts[0]).toMatchObject({ status: null });
    world.receiver.answer((response) => void response.writeHead(200).end('长'.repeat(100_000)));
    await post(`/webhooks/${id}/test`);
    await world.workUntil(admin, async () => (await stateOf(id)) === 'delivered');
    expect((await world.deliveries(admin, id))[0]?.attempts[0]?.response?.length).toBe(500);
  });
});

describe('a webhook that fails for long', () => {
  const notices = async () =>
    (await world.call<{ items: { kind: string; text: string }[] }>(admin.accessToken, 'GET', '/notifications')).body
      .items;
  const webhook = async (id: string) => (await world.call(admin.accessToken, 'GET', `/webhooks/${id}`)).body;

  it('is switched off, and its administrators are told', async () => {
    const { id } = await world.webhook(admin, { name: '订单系统' });
    world.receiver.answer((response) => void response.writeHead(500).end());
    let count = 0;
    await world.workUntil(admin, async () => {
      await customer(`客户 ${(count += 1)}`);
      return (await webhook(id))['enabled'] === false;
    });
    expect(await webhook(id)).toMatchObject({ enabled: false, offReason: 'failing' });
    expect(await notices()).toMatchObject([{ kind: 'webhookOff', text: expect.stringContaining('订单系统') }]);
    expect((await world.deliveries(admin, id)).map(({ state }) => state)).not.toContain('waiting');
    const before = world.receiver.received.length;
    await customer('没人听');
    await world.runJobs(admin.tenant.id);
    expect(world.receiver.received).toHaveLength(before);
    const [last] = await world.deliveries(admin, id);
    expect((await post(`/webhooks/${id}/deliveries/${last?.id}/resend`)).status).toBe(409);
  });

  it('is switched off at once when the receiver says that it is gone, and on again by hand', async () => {
    const { id } = await world.webhook(admin);
    world.receiver.answer((response) => void response.writeHead(410).end());
    await customer('云启贸易');
    await world.workUntil(admin, async () => (await webhook(id))['enabled'] === false);
    expect(await webhook(id)).toMatchObject({ offReason: 'gone' });
    world.receiver.answer();
    await world.call(admin.accessToken, 'PATCH', `/webhooks/${id}`, { enabled: true });
    expect(await webhook(id)).toMatchObject({ enabled: true, offReason: null, failingSince: null });
    await customer('又有人听');
    await world.workUntil(admin, async () => (await stateOf(id)) === 'delivered');
  });
});

describe('a worker', () => {
  it('that died while it sent has the message sent again under the same id', async () => {
    const { id } = await world.webhook(admin);
    // It had taken the message, and nobody knows whether it got it over.
    await customer('云启贸易');
    await world.db.ownerQuery(
      `update webhook_delivery set state = 'sending', tries = 1, next_at = now() + interval '1 second' where webhook_id = $1`,
      [id],
    );
    const [before] = await world.deliveries(admin, id);
    await world.runJobs(admin.tenant.id);
    expect(world.receiver.received).toEqual([]);
    await world.workUntil(admin, async () => (await stateOf(id)) === 'delivered');
    expect(ids()).toEqual([before?.id]);
  });

  const stores = ['PostgreSQL', 'Redis'];
  it.each(stores)('hands messages over by the queue of %s', async (name) => {
    const store = (await testQueues(world.db)).find((each) => each.name === name);
    if (!store?.there) {
      // No Redis can be started on this machine: PostgreSQL's queue has been tried.
      expect(name).toBe('Redis');
      return;
    }
    const queue = store.connect();
    const worker = new JobWorker({
      database: world.db.database,
      queue,
      handlers: world.product.handlers,
      runs: world.product.runs,
      log: { info: () => undefined, error: (details) => expect.unreachable(JSON.stringify(details)) },
    });
    await worker.start();
    try {
      const { id } = await world.webhook(admin);
      world.receiver.answer(
        (response) => void response.writeHead(world.receiver.received.length > 1 ? 200 : 500).end(),
      );
      await customer('云启贸易');
      await customer('星河制造');
      await expect
        .poll(async () => (await world.deliveries(admin, id)).map(({ state }) => state), { timeout: 20_000 })
        .toEqual(['delivered', 'delivered']);
      expect(new Set(ids()).size).toBe(2);
    } finally {
      await worker.stop();
      await queue.close();
    }
  });
});
