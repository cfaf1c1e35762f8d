import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient, superuserUrl, startTestServer, TableSums, type TestServer } from '@ruyi/testing';
import { rowsOfCompany } from './faults/support/rows-of-company.js';
import { tablesThatName } from './faults/support/tables-that-name.js';
import { readOperations } from './operations/api-operation.js';
import { Company, PASSWORD } from './operations/company.js';
import { callExample, exampleOf } from './operations/example-of.js';
import { runRuyi } from './run-ruyi.js';

const NAME = '如意茶业';
/** Of these a company that has used everything may have no row at a moment: they last for a minute, or until a night. */
const MAY_BE_EMPTY = new Set([
  'idempotency_key',
  'outbox_wakeup',
  'pool_reminder',
  'pool_sweep',
  'message_reply_record',
]);
/** What the examples take back again, or do not come to; the deletion goes by the catalog, so that these are tables as any other. */
const NOT_IN_EXAMPLES = new Set([
  'custom_records',
  'layout',
  'message_recipient',
  'message_reply',
  'pool_pause',
  'pool_rule',
  'record_link',
  'serial_counter',
  'value_index',
]);
/** Everything that the API offers is used twice. */
const LONG_MS = 300_000;
const SHARED = 'both@example.com';

let server: TestServer;
let pool: pg.Pool;
const database = {
  query: async <R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> =>
    (await pool.query<R & pg.QueryResultRow>(text, [...values])).rows,
};

beforeAll(async () => {
  server = await startTestServer({ DEMO: 'off' });
  pool = new pg.Pool({ connectionString: await superuserUrl(server.dataFolder), max: 1 });
  pool.on('error', () => undefined);
});
afterAll(async () => {
  await pool.end();
  await server.stop();
});

/** Has one of everything that the API offers. */
async function useEverything(company: Company): Promise<void> {
  for (const operation of await readOperations(company.admin)) {
    const example = await exampleOf(operation, company);
    const answer = await callExample(operation, example, example.client ?? company.admin);
    expect(operation.answers, `${operation.name}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
  }
}

it(
  'a company that is deleted leaves nothing of anything that the API offers, and the printed counts are those of its rows',
  async () => {
    const nobody = new ApiClient(server.url);
    const leaving = await Company.signUp(nobody);
    const staying = await Company.signUp(nobody);
    for (const company of [leaving, staying]) {
      // Somebody who belongs to both.
      const roleIds = [await company.roleId('sales')];
      await company.make('/users', { name: '钱多', email: SHARED, roleIds, password: PASSWORD });
      await useEverything(company);
    }
    const sums = await TableSums.of(server.dataFolder);
    const others = await sums.settled(staying.tenantId);
    await sums.settled(leaving.tenantId);
    const had = await rowsOfCompany(database, leaving.tenantId);
    const empty = Object.keys(had).filter(
      (table) => had[table] === 0 && !MAY_BE_EMPTY.has(table) && !NOT_IN_EXAMPLES.has(table),
    );
    expect(empty, 'tables of which nothing would show that they are emptied').toEqual([]);
    const accounts = async () => (await database.query('select id from account')).length;
    const before = await accounts();
    const own = await database.query(
      `select account_id from account_tenant t where tenant_id = $1 and not exists
         (select from account_tenant o where o.account_id = t.account_id and o.tenant_id <> t.tenant_id)`,
      [leaving.tenantId],
    );
    const { code, out, err } = await runRuyi(server.dataFolder, ['tenant', 'delete', leaving.tenantId, '--name', NAME]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const told = Object.fromEntries(
      [...out.matchAll(/^ {2}(\w+) +(\d+)$/gm)].map(([, table, rows]) => [table, Number(rows)]),
    );
    const rows = Object.fromEntries(Object.entries(had).filter(([, count]) => count > 0));
    expect(told).toEqual({ ...rows, account: own.length, tenant: 1 });
    expect(await accounts()).toBe(before - own.length);
    expect(await sums.take(staying.tenantId)).toEqual(others);
    await sums.close();
    const login = await nobody.call('POST', '/auth/login', { login: SHARED, password: PASSWORD });
    expect(login.status, JSON.stringify(login.body)).toBe(200);
    expect(Object.values(await rowsOfCompany(database, leaving.tenantId)).every((count) => count === 0)).toBe(true);
    expect(await tablesThatName(database, leaving.tenantId)).toEqual([]);
    expect(await tablesThatName(database, leaving.marker)).toEqual([]);
    expect(await readdir(join(server.dataFolder, 'files'))).toEqual([staying.tenantId]);
    const check = await runRuyi(server.dataFolder, ['check']);
    expect(check.out).not.toContain('WRONG');
    expect(check.code).toBe(0);
  },
  LONG_MS,
);
