import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TableSums } from '@ruyi/testing';
import { readOperations } from '../operations/api-operation.js';
import { Company, PASSWORD } from '../operations/company.js';
import { callExample, exampleOf } from '../operations/example-of.js';
import { JOB_PATIENCE_MS, startImport } from './support/big-jobs.js';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { FaultInstall, QUEUE_STORES } from './support/fault-install.js';
import { queuedJobs } from './support/queued-jobs.js';
import { rowsOfCompany } from './support/rows-of-company.js';
import { tablesThatName } from './support/tables-that-name.js';

const NAME = '如意茶业';
const ROWS = 6_000;
/** What a company that has used everything may have none of at a moment: it lasts for a minute, or until a night. */
const MAY_BE_EMPTY = new Set([
  'idempotency_key',
  'outbox_wakeup',
  'pool_reminder',
  'pool_sweep',
  'message_reply_record',
]);
const SHARED = 'both@example.com';

let install: FaultInstall;
/** Of the two, one goes; somebody belongs to both. */
let leaving: Company;
let staying: Company;

async function begin(queue: (typeof QUEUE_STORES)[number]): Promise<void> {
  install = await FaultInstall.start({ queue, env: { SMS_SINK_URL: 'http://127.0.0.1:9' } });
  leaving = await Company.signUp(install.nobody());
  staying = await Company.signUp(install.nobody());
  for (const company of [leaving, staying]) {
    const roleIds = [await company.roleId('sales')];
    await company.make('/users', { name: '钱多', email: SHARED, roleIds, password: PASSWORD });
  }
}

afterEach(() => install.stop());

/** Has one of everything that the API offers. */
async function useEverything(company: Company): Promise<void> {
  for (const operation of await readOperations(company.admin)) {
    const example = await exampleOf(operation, company);
    const answer = await callExample(operation, example, example.client ?? company.admin);
    expect(operation.answers, `${operation.name}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
  }
}

const accounts = async (): Promise<number> => (await install.query('select from account')).length;

const remove = (name = NAME) => install.ruyi('tenant', 'delete', leaving.tenantId, '--name', name);

/** Nothing of it is anywhere: tables of tenants and of none, files, the queue. */
async function expectGone(): Promise<void> {
  const left = Object.entries(await rowsOfCompany(install, leaving.tenantId)).filter(([, rows]) => rows > 0);
  expect(left).toEqual([]);
  expect(await tablesThatName(install, leaving.tenantId)).toEqual([]);
  expect(await tablesThatName(install, leaving.marker)).toEqual([]);
  expect(await readdir(join(install.dataFolder, 'files'))).toEqual([staying.tenantId]);
  await expect.poll(() => queuedJobs(install), { timeout: JOB_PATIENCE_MS, interval: 200 }).toEqual([]);
}

describe('a company that is deleted', () => {
  beforeEach(() => begin('PostgreSQL'));

  it('leaves nothing of anything that the API offers, and the printed counts are those of its rows', async () => {
    for (const company of [leaving, staying]) await useEverything(company);
    const sums = await TableSums.of(install.dataFolder);
    const others = await sums.settled(staying.tenantId);
    await sums.settled(leaving.tenantId);
    const had = await rowsOfCompany(install, leaving.tenantId);
    const empty = Object.keys(had).filter((table) => had[table] === 0 && !MAY_BE_EMPTY.has(table));
    expect(empty, 'tables of which nothing shows that they are emptied').toEqual([]);
    const before = await accounts();
    const [own] = await install.query<{ people: number }>(
      `select count(*)::int as people from account_tenant t where tenant_id = $1 and not exists
         (select from account_tenant o where o.account_id = t.account_id and o.tenant_id <> t.tenant_id)`,
      [leaving.tenantId],
    );
    expect((await remove('别的公司')).code).toBe(1);
    const { code, out, err } = await remove();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const told = Object.fromEntries(
      [...out.matchAll(/^ {2}(\w+) +(\d+)$/gm)].map(([, table, rows]) => [table, Number(rows)]),
    );
    const rows = Object.fromEntries(Object.entries(had).filter(([, count]) => count > 0));
    expect(told).toEqual({ ...rows, account: own?.people, tenant: 1 });
    expect(await accounts()).toBe(before - (own?.people ?? 0));
    const login = await install.nobody().call('POST', '/auth/login', { login: SHARED, password: PASSWORD });
    expect(login.status, JSON.stringify(login.body)).toBe(200);
    await expectGone();
    expect(await sums.take(staying.tenantId)).toEqual(others);
    await sums.close();
    await expectNothingLost(install);
  });
});

describe.each(QUEUE_STORES)('a company that is deleted while it works, queues on %s', (queue) => {
  beforeEach(() => begin(queue));

  it('leaves neither what its import was writing nor the import itself', async () => {
    const { admin } = leaving;
    const imports = [await startImport(admin, ROWS, '甲'), await startImport(admin, ROWS, '乙')];
    const done = async () => Number((await admin.call('GET', `/jobs/${imports[0] ?? ''}`)).body['done']);
    await staying.file();
    await expect.poll(done, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
    const writing = (async () => {
      for (let status = 201; status === 201;)
        ({ status } = await admin.call('POST', '/records/customers', { name: `第${String(Math.random())}家` }));
    })();
    expect(await remove()).toMatchObject({ code: 0, err: '' });
    await writing;
    expect((await admin.call('GET', '/me')).status).toBe(401);
    await expectGone();
    await expectNothingLost(install);
  });
});
