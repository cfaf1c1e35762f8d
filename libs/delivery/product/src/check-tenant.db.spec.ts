import { beforeAll, expect, it } from 'vitest';
import { newId } from '@ruyi/engine/context';
import type { SignedIn } from '@ruyi/identity';
import { checkTenant } from './check-tenant.js';
import { productWorld, type ProductWorld } from './testing/product-world.js';

let world: ProductWorld;
let admin: SignedIn;
const made: string[] = [];
let passport = '';
let budget = '';

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company();
  const { accessToken: token } = admin;
  const field = await world.call<{ key: string }>(token, 'POST', '/modules/customers/fields', {
    label: { zh: '证号' },
    type: 'text',
    unique: true,
  });
  passport = field.body.key;
  const money = { label: { zh: '预算' }, type: 'money' };
  budget = (await world.call<{ key: string }>(token, 'POST', '/modules/customers/fields', money)).body.key;
  for (let index = 0; index < 4; index += 1) {
    const body = { name: `客户${index}`, mobile: '13805710001', [passport]: `P${index}` };
    made.push((await world.call<{ id: string }>(token, 'POST', '/records/customers', body)).body.id);
  }
  const [first = '', second = '', third = ''] = made;
  await world.call(token, 'POST', `/records/customers/${first}/actions/putInPool`, {});
  await world.call(token, 'PATCH', `/records/customers/${second}`, {
    version: 1,
    remark: '改',
    [budget]: { amount: '1200.5', currency: 'CNY' },
  });
  await world.call(token, 'DELETE', `/records/customers/${third}?version=1`);
  const contact = { name: '王', customer: second };
  expect((await world.call(token, 'POST', '/records/contacts', contact)).status).toBe(201);
  const followUp = { target: { module: 'customers', id: second }, means: 'call', content: '谈了' };
  expect((await world.call(token, 'POST', '/records/followUps', followUp)).status).toBe(201);
  const fileId = world.upload(admin, 'a.csv', '名称\n甲\n乙');
  const body = { fileId, mode: 'create', mapping: { 名称: 'name' } };
  await world.call(token, 'POST', '/records/customers/import', body);
  await world.runJobs(admin.tenant.id);
});

const check = () => checkTenant(world.product, admin.tenant.id);

it('finds nothing wrong with what the product writes', async () => {
  expect(await check()).toEqual([]);
});

it.each<[string, string, string]>([
  [
    'customers: rows that are not in the registry as they are (owner, recycle bin)',
    `update record set owner_id = gen_random_uuid() where id = $1`,
    `update record set owner_id = (select owner_id from customers where id = $1) where id = $1`,
  ],
  [
    'customers: rows whose version is not the one that their history ends with',
    `update customers set version = version + 1 where id = $1`,
    `update customers set version = version - 1 where id = $1`,
  ],
  [
    'customers: rows that the search does not have, or has from the recycle bin',
    `update search_row set record_id = gen_random_uuid() where record_id = $1`,
    `update search_row set record_id = $1 where module_key = 'customers' and record_id not in (select id from customers)`,
  ],
  [
    'customers: rows with an owner and a pool, or with neither',
    `update customers set pool_id = (select id from pool where tenant_id = customers.tenant_id limit 1) where id = $1`,
    `update customers set pool_id = null where id = $1`,
  ],
  [
    'customers: values of PASSPORT that are not held as unique',
    `update unique_value set field_key = 'other' where record_id = $1 and field_key = 'PASSPORT'`,
    `update unique_value set field_key = 'PASSPORT' where record_id = $1 and field_key = 'other'`,
  ],
  [
    'customers: values of remark that are not what their history ends with',
    `update customers set remark = '改了' where id = $1`,
    `update customers set remark = '改' where id = $1`,
  ],
  [
    'customers: values of BUDGET that are not what their history ends with',
    `update customers set custom = jsonb_set(custom, '{BUDGET,minor}', '120051') where id = $1`,
    `update customers set custom = jsonb_set(custom, '{BUDGET,minor}', '120050') where id = $1`,
  ],
  [
    'customers: values of ownerId that are not what their history ends with',
    `with r as (update record set owner_id = tenant_id where id = $1) update customers set owner_id = tenant_id where id = $1`,
    `with h as (select (after->>'ownerId')::uuid as owner from history where record_id = $1 and version = 1),
       r as (update record set owner_id = h.owner from h where id = $1)
     update customers set owner_id = h.owner from h where id = $1`,
  ],
])('tells: %s', async (what, harm, mend) => {
  const id = made[1] ?? '';
  const named = (text: string): string => text.replace('PASSPORT', passport).replace('BUDGET', budget);
  await world.db.ownerQuery(named(harm), [id]);
  expect(await check()).toEqual([{ what: named(what), count: 1, examples: [id] }]);
  await world.db.ownerQuery(named(mend), [id]);
  expect(await check()).toEqual([]);
});

it('tells of entries without a row, values held from the bin, jobs without a promise, files without bytes', async () => {
  const tenant = admin.tenant.id;
  const [record, job, file] = [newId(), newId(), newId()];
  await world.db.ownerQuery(`insert into record (tenant_id, id, module_key) values ($1, $2, 'contacts')`, [
    tenant,
    record,
  ]);
  await world.db.ownerQuery(
    `insert into unique_value (tenant_id, module_key, field_key, value_norm, record_id) values ($1, 'customers', 'name', 'x', $2)`,
    [tenant, made[2]],
  );
  await world.db.ownerQuery(
    `insert into job_run (tenant_id, id, kind, label, state) values ($1, $2, 'records.bulk', '{"zh": "x"}', 'active')`,
    [tenant, job],
  );
  await world.db.ownerQuery(`insert into file (tenant_id, id, name, size, type) values ($1, $2, 'a', 1, 'text/csv')`, [
    tenant,
    file,
  ]);
  expect(await check()).toEqual([
    { what: 'contacts: entries of the registry without a row', count: 1, examples: [record] },
    { what: 'unique values that a record in the recycle bin still holds', count: 1, examples: [made[2]] },
    { what: 'jobs that are to run and that nobody has promised', count: 1, examples: [job] },
    { what: 'files without their bytes', count: 1, examples: [file] },
  ]);
});

it('does not ask a history that was switched off for a while, nor of a field that was purged', async () => {
  const { accessToken: token } = admin;
  const id = made[3] ?? '';
  const call = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const answer = await world.call(token, method, path, body);
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  const write = async (values: object): Promise<void> => {
    const { version } = await call('GET', `/records/customers/${id}`);
    await call('PATCH', `/records/customers/${id}`, { version, ...values });
  };
  const before = await check();
  await write({ remark: '一' });
  for (const [audited, remark] of [
    [false, '二'],
    [true, '二'],
  ] as const) {
    const { version } = await call('GET', '/modules/customers');
    await call('PATCH', '/modules/customers/fields/remark', { version, audited });
    await write({ remark });
  }
  await call('DELETE', `/modules/customers/fields/${budget}`);
  await call('POST', `/modules/customers/fields/${budget}/purge`);
  await world.runJobs(admin.tenant.id);
  expect(await check()).toEqual(before);
});
