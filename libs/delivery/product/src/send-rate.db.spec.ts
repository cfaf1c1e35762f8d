import { beforeAll, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

const PER_MINUTE = 120;
const APART_MS = 60_000 / PER_MINUTE;
/** Timers may be early by a little. */
const SLACK_MS = 30;

let world: ProductWorld;
const handed: number[] = [];

beforeAll(async () => {
  world = await productWorld(() => {
    handed.push(Date.now());
    return Promise.resolve({ providerId: 'ok', sink: true });
  });
});

async function sendTo(company: SignedIn, mobiles: readonly string[]): Promise<void> {
  const call = <T>(method: string, path: string, body?: unknown) =>
    world.call<T>(company.accessToken, method, path, body);
  const template = { channel: 'sms', module: 'customers', name: mobiles.join(), body: '{{name}}您好' };
  const templateId = (await call<{ id: string }>('POST', '/templates', template)).body.id;
  const ids: string[] = [];
  for (const mobile of mobiles)
    ids.push((await call<{ id: string }>('POST', '/records/customers', { name: mobile, mobile })).body.id);
  expect((await call('POST', '/records/customers/send', { channel: 'sms', templateId, ids })).status).toBe(202);
}

it('all sends of a company keep its rate together, and do not slow another company down', async () => {
  const slow = await world.company('云启贸易');
  const other = await world.company('别的公司');
  const rate = { provider: 'sink', settings: {}, ratePerMinute: PER_MINUTE };
  expect((await world.call(slow.accessToken, 'PUT', '/senders/sms', rate)).status).toBe(200);
  await sendTo(slow, ['13805710001', '13805710002']);
  await sendTo(slow, ['13805710003', '13805710004']);
  const start = Date.now();
  await world.runJobs(slow.tenant.id);
  expect(handed).toHaveLength(4);
  // On a busy machine one may be late, and the gap to the next one short; none is early.
  for (const [index, at] of handed.entries()) expect(at - start).toBeGreaterThanOrEqual(index * APART_MS - SLACK_MS);

  // From now on this company's next message waits for a minute.
  expect((await world.call(slow.accessToken, 'PUT', '/senders/sms', { ...rate, ratePerMinute: 1 })).status).toBe(200);
  await sendTo(slow, ['13805710005', '13805710006']);
  await world.runJobs(slow.tenant.id);
  expect(handed).toHaveLength(5);
  const before = Date.now();
  await sendTo(other, ['13805710007']);
  await world.runJobs(other.tenant.id);
  expect(handed).toHaveLength(6);
  expect(Date.now() - before).toBeLessThan(10_000);
  expect(world.logged).toEqual([]);
});
