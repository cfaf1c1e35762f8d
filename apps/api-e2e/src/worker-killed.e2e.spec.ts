import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient, startTestServer, type TestServer } from '@ruyi/testing';
import { HeldMail } from './faults/support/held-mail.js';
import { runRuyi } from './run-ruyi.js';
import { workerPid } from './worker-pid.js';

/** A worker's lease on a send is waited for, and a start before. */
const PATIENCE_MS = 280_000;
const CUSTOMERS = 6;
/** Rows of an import; several batches. */
const ROWS = 6_000;
/** The mail that the server has taken whole and never says so. */
const HELD = 3;

interface Recipients {
  readonly items: readonly { readonly address: string; readonly state: string; readonly reason: string | null }[];
}

let folder: string;
let smtp: HeldMail;
let server: TestServer | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ruyi-killed-'));
  await chmod(folder, 0o711);
  smtp = await HeldMail.start(HELD);
});

afterAll(async () => {
  await server?.stop();
  await smtp.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = (): Promise<TestServer> => startTestServer({ DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'info' });

/** The queue here is that of PostgreSQL; on both: `faults/worker-killed.nightly.spec.ts`. */
async function expectNothingWrong(): Promise<void> {
  const { out, code } = await runRuyi(join(folder, 'data'), ['check']);
  expect(out).not.toContain('WRONG');
  expect(code, out).toBe(0);
}

it(
  'a worker that is killed while it hands a mail over costs nobody a second mail, and nobody else the first',
  async () => {
    server = await start();
    const nobody = new ApiClient(server.url);
    const first = await nobody.signUp('云启贸易');
    const id = await smtp.send(first, CUSTOMERS);
    await smtp.held;
    process.kill(await workerPid(join(folder, 'data')), 'SIGKILL');
    // `npm start` ends when one of its processes does; the next start finds what the dead one left.
    await server.stop();
    server = await start();
    const again = first.at(server.url);
    expect(await again.jobEnd(id, PATIENCE_MS)).toMatchObject({
      state: 'completed',
      result: { sent: CUSTOMERS - 1, failed: 1, reasons: { interrupted: 1 } },
    });
    expect(smtp.received).toHaveLength(CUSTOMERS);
    expect(new Set(smtp.received).size).toBe(CUSTOMERS);
    const { items } = (await again.call<Recipients>('GET', `/sends/${id}/recipients`)).body;
    expect(items.filter(({ state }) => state !== 'sent')).toMatchObject([
      { address: smtp.heldAddress, state: 'failed', reason: 'interrupted' },
    ]);
    await expectNothingWrong();
  },
  PATIENCE_MS + 60_000,
);

it(
  'a worker that is killed in the middle of an import loses no row and makes none twice',
  async () => {
    server ??= await start();
    const owner = await new ApiClient(server.url).signUp('云启外贸');
    const rows = Array.from({ length: ROWS }, (_, index) => `第${index}家,${index % 100 === 99 ? '12' : ''}`);
    const form = new FormData();
    form.set('file', new Blob([['公司名称,手机', ...rows].join('\n')]), '客户.csv');
    const file = await owner.call('POST', '/files', form);
    const mapping = { 公司名称: 'name', 手机: 'mobile' };
    const body = { fileId: file.body['id'], mode: 'create', mapping };
    const id = String((await owner.call('POST', '/records/customers/import', body)).body['jobId']);
    const doneOf = async (): Promise<number> => Number((await owner.call('GET', `/jobs/${id}`)).body['done']);
    await expect.poll(doneOf, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
    process.kill(await workerPid(join(folder, 'data')), 'SIGKILL');
    const before = await doneOf();
    expect(before).toBeLessThan(ROWS);
    await server.stop();
    server = await start();
    const again = owner.at(server.url);
    expect(await again.jobEnd(id, PATIENCE_MS)).toMatchObject({
      state: 'completed',
      done: ROWS,
      failed: ROWS / 100,
      result: { created: ROWS - ROWS / 100, refused: ROWS / 100 },
    });
    const { body: page } = await again.call<{ total: object }>('GET', '/records/customers?limit=1&total=exact');
    expect(page.total).toEqual({ value: ROWS - ROWS / 100, exact: true });
    await expectNothingWrong();
  },
  PATIENCE_MS + 60_000,
);
