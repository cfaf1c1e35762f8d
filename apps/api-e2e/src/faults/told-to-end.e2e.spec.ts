import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { jobDone, startImport } from './support/big-jobs.js';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { FaultInstall } from './support/fault-install.js';
import { HeldMail } from './support/held-mail.js';

/** Rows of an import; several batches. */
const ROWS = 6_000;
/** What has nothing left to do ends at once: it does not wait for connections that nobody uses. */
const SOON_MS = 5_000;

let install: FaultInstall;
let cleanUp: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  install = await FaultInstall.start({ env: { ALLOW_PRIVATE_HOSTS: 'true' } });
});
afterEach(() => cleanUp());
afterAll(() => install.stop());

/** What a new connection meets. */
function knock(): Promise<'taken' | 'refused'> {
  const { hostname, port } = new URL(install.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const over = (what: 'taken' | 'refused') => () => {
      socket.destroy();
      resolve(what);
    };
    socket.once('connect', over('taken'));
    socket.once('error', over('refused'));
  });
}

/** How often a job was begun, and how it ended each time. */
async function runsOf(job: string): Promise<{ begun: number; ended: unknown[] }> {
  const lines = (await install.logOf('worker0')).filter(({ jobId }) => jobId === job);
  return {
    begun: lines.filter(({ msg }) => msg === 'job begins').length,
    ended: lines.filter(({ msg }) => msg === 'job ends').map(({ outcome }) => outcome),
  };
}

it('an api that is told to end answers what it has begun, takes nothing new, and ends with 0', async () => {
  const admin = await install.nobody().signUp();
  expect(await knock()).toBe('taken');
  cleanUp = await install.holdTable('customers');
  const slow = admin.call('POST', '/records/customers', { name: '慢慢来' });
  await expect.poll(() => install.waiting()).toBe(1);
  const ended = install.api.stop();
  await expect.poll(knock).toBe('refused');
  // It would have ended long ago, if it did not wait for its request.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(install.api.runs).toBe(true);
  expect(await install.waiting()).toBe(1);
  await cleanUp();
  const answer = await slow;
  const answeredAt = Date.now();
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  expect(await ended).toBe(0);
  expect(Date.now() - answeredAt).toBeLessThan(SOON_MS);
  await expect
    .poll(async () => (await install.logOf('api')).at(-1))
    .toMatchObject({
      msg: 'request',
      route: '/api/v1/records/:module',
      status: 201,
      requestId: answer.headers.get('x-request-id'),
    });
  await install.api.start();
  const id = String(answer.body['id']);
  expect((await admin.call('GET', `/records/customers/${id}`)).body).toMatchObject({ name: '慢慢来' });
});

it('a worker that is told to end does its import whole, begins no other, and nothing is run twice', async () => {
  const admin = await install.nobody().signUp();
  const job = await startImport(admin, ROWS, '先');
  const done = async () => Number((await admin.call('GET', `/jobs/${job}`)).body['done']);
  await expect.poll(done, { timeout: 60_000, interval: 10 }).toBeGreaterThan(0);
  const ended = install.worker.stop();
  expect(await done()).toBeLessThan(ROWS);
  const later = await startImport(admin, 10, '后');
  expect(await ended).toBe(0);
  const state = async (id: string) => (await admin.call('GET', `/jobs/${id}`)).body;
  expect(await state(job)).toMatchObject({ state: 'completed', done: ROWS, failed: 0 });
  expect(await state(later)).toMatchObject({ state: 'waiting' });
  await expect.poll(() => runsOf(job)).toEqual({ begun: 1, ended: ['done'] });
  expect(await runsOf(later)).toEqual({ begun: 0, ended: [] });
  await install.worker.start();
  expect(await jobDone(admin, later)).toMatchObject({ state: 'completed', done: 10, failed: 0 });
  const total = (await admin.call('GET', '/records/customers?limit=1&total=exact')).body['total'];
  expect(total).toEqual({ value: ROWS + 10, exact: true });
  await expectNothingLost(install);
  expect(await runsOf(job)).toEqual({ begun: 1, ended: ['done'] });
});

it('a worker that is told to end while it hands a mail over sends it and those that follow, each once', async () => {
  const mail = await HeldMail.start(2);
  cleanUp = () => mail.stop();
  const admin = await install.nobody().signUp();
  const job = await mail.send(admin, 4);
  await mail.held;
  const ended = install.worker.stop();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(install.worker.runs).toBe(true);
  mail.letGo();
  expect(await ended).toBe(0);
  expect(mail.received).toHaveLength(4);
  expect(new Set(mail.received).size).toBe(4);
  expect((await admin.call('GET', `/jobs/${job}`)).body).toMatchObject({ state: 'completed', result: { sent: 4 } });
  await expect.poll(() => runsOf(job)).toEqual({ begun: 1, ended: ['done'] });
  await install.worker.start();
});
