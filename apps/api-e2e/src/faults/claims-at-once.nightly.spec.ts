import { afterAll, beforeAll, expect, it } from 'vitest';
import { Company } from '../operations/company.js';
import { jobDone, startImport } from './support/big-jobs.js';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { FaultInstall } from './support/fault-install.js';

const PEOPLE = 50;
const CUSTOMERS = 100;
const EACH = 20;
const CAP = 4;

let install: FaultInstall;
beforeAll(async () => {
  install = await FaultInstall.start({ env: { SMS_SINK_URL: 'http://127.0.0.1:9' } });
});
afterAll(() => install.stop());

// On one queue: a claim is a request with one transaction, and no job has a part in it.
it('a thousand claims of fifty people on a hundred customers: each is one person’s, nobody has more than the limit', async () => {
  const company = await Company.signUp(install.nobody());
  const { admin } = company;
  const role = await company.roleId('sales');
  const people: Awaited<ReturnType<Company['colleague']>>[] = [];
  for (let index = 0; index < PEOPLE; index += 5)
    people.push(...(await Promise.all(Array.from({ length: 5 }, () => company.colleague([role])))));
  await jobDone(admin, await startImport(admin, CUSTOMERS, '公海'));
  const ids = (await install.query<{ id: string }>('select id from customers order by id')).map(({ id }) => id);
  const put = await admin.call('POST', '/records/customers/actions/putInPool', { ids, params: {} });
  expect(put.status, JSON.stringify(put.body)).toBe(200);
  const pools = await admin.call<{ items: { id: string }[] }>('GET', '/pools');
  const pool = `/pools/${pools.body.items[0]?.id ?? ''}`;
  expect((await admin.call('PATCH', pool, { limits: { claimPerDay: CAP } })).status).toBe(200);

  // Each begins elsewhere and goes on with another step: everybody meets everybody somewhere.
  const claims = people.flatMap(({ id: person, client }, index) =>
    Array.from({ length: EACH }, (_, turn) => {
      const id = ids[(index * 2 + turn * (1 + (index % 7))) % CUSTOMERS] ?? '';
      return client
        .call('POST', `/records/customers/${id}/actions/claim`, {})
        .then(({ status, body }) => ({ person, id, status, code: body['code'] }));
    }),
  );
  const answers = await Promise.all(claims);
  expect(answers).toHaveLength(PEOPLE * EACH);
  const taken = answers.filter(({ status }) => status === 200);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
  expect(
    refused.filter(({ status, code }) => status !== 409 || !['alreadyClaimed', 'claimLimit'].includes(String(code))),
  ).toEqual([]);
  const held = Map.groupBy(taken, ({ person }) => person);
  expect(Math.max(...[...held.values()].map(({ length }) => length))).toBeLessThanOrEqual(CAP);
  // Somebody who may take more was told that there is nothing left there.
  for (const { id, person } of refused.filter(({ code }) => code === 'claimLimit'))
    expect(held.get(person), id).toHaveLength(CAP);
  const rows = await install.query<{ id: string; owner: string }>(
    `select id, owner_id as owner from customers where owner_id is not null`,
  );
  const inOrder = <T extends { id: string }>(all: readonly T[]): T[] => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(inOrder(rows)).toEqual(inOrder(taken.map(({ id, person }) => ({ id, owner: person }))));
  const moves = await install.query(`select 1 from pool_move where kind = 'claim'`);
  expect(moves).toHaveLength(taken.length);
  await expectNothingLost(install);
});
