import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient, startReceiver, startTestServer, type TestServer, type WebhookReceiver } from '@ruyi/testing';
import { workerPid } from './worker-pid.js';

/** A worker's lease on a message is waited for, and a start before. */
const PATIENCE_MS = 280_000;

let folder: string;
let receiver: WebhookReceiver;
let server: TestServer | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ruyi-webhook-'));
  await chmod(folder, 0o711);
  receiver = await startReceiver();
});
afterAll(async () => {
  await server?.stop();
  await receiver.close();
  await rm(folder, { recursive: true, force: true });
});

const start = (): Promise<TestServer> => startTestServer({ DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'info' });

it(
  'a worker that is killed while a receiver has its message sends it again, under the same id, and loses none',
  async () => {
    server = await start();
    const admin = await new ApiClient(server.url).signUp('云启贸易');
    const { items } = (await admin.call<{ items: { id: string; key: string }[] }>('GET', '/roles')).body;
    const made = await admin.call('POST', '/webhooks', {
      name: '订单系统',
      url: receiver.url,
      events: ['customers.created'],
      roleId: items.find(({ key }) => key === 'readonly')?.id,
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    // It has the message whole and does not say so.
    receiver.answer(() => undefined);
    const customers: unknown[] = [];
    for (const name of ['第一家', '第二家', '第三家'])
      customers.push((await admin.call('POST', '/records/customers', { name })).body['id']);
    await expect.poll(() => receiver.received.length, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0);
    process.kill(await workerPid(join(folder, 'data')), 'SIGKILL');
    const [held] = receiver.received;
    // `npm start` ends when one of its processes does; the next start finds what the dead one left.
    await server.stop();
    receiver.answer();
    server = await start();
    const again = admin.at(server.url);
    const states = async () =>
      (
        await again.call<{ items: { state: string }[] }>('GET', `/webhooks/${String(made.body['id'])}/deliveries`)
      ).body.items.map(({ state }) => state);
    await expect.poll(states, { timeout: PATIENCE_MS, interval: 500 }).toEqual(Array(3).fill('delivered'));
    const arrived = receiver.received.map(({ body, headers }) => [headers['webhook-id'], body.data.id]);
    expect(arrived.filter(([id]) => id === held?.headers['webhook-id'])).toHaveLength(2);
    expect(new Set(arrived.map(([id]) => id)).size).toBe(3);
    expect(new Set(arrived.map(([, record]) => record))).toEqual(new Set(customers));
  },
  PATIENCE_MS + 60_000,
);
