import { beforeAll, expect, it, vi } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

type Made = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };

let world: ProductWorld;
let admin: SignedIn;
let serial = 0;

const call = <T = Made>(method: string, path: string, body?: object) =>
  world.call<T>(admin.accessToken, method, path, body);
const made = async (path: string, body: object): Promise<Made> => {
  const answer = await call('POST', path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
};
const customer = () => {
  serial += 1;
  return made('/records/customers', { name: `合并公司${serial}` });
};
const read = async (module: string, id: string): Promise<Made> => (await call('GET', `/records/${module}/${id}`)).body;
const merge = (into: Made, gone: Made) => {
  const versions = { [into.id]: into.version, [gone.id]: gone.version };
  return call('POST', '/records/customers/merge', { into: into.id, from: [gone.id], versions });
};
const PARTNER = { label: { zh: '合作方' }, type: 'reference', target: 'customers', indexed: true };

/** Until so many commands wait for somebody else's rows. */
const waiting = (count: number): Promise<void> =>
  vi.waitFor(
    async () => {
      const waiters = await world.db.ownerQuery(
        "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      expect(waiters).toHaveLength(count);
    },
    { timeout: 10_000, interval: 20 },
  );

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company('云启贸易');
});

it('a merge leaves nothing on who goes, though it is written meanwhile', async () => {
  for (let time = 0; time < 5; time += 1) {
    const [into, gone, third] = [await customer(), await customer(), await customer()];
    const others = [
      await made('/records/contacts', { name: '改投一', customer: third.id }),
      await made('/records/contacts', { name: '改投二', customer: third.id }),
    ];
    const merging = merge(into, gone);
    const writing = [
      ...Array.from({ length: 4 }, (_, index) =>
        call('POST', '/records/contacts', { name: `竞${index}`, customer: gone.id }),
      ),
      ...others.map(({ id }) => call('PATCH', `/records/contacts/${id}`, { version: 1, customer: gone.id })),
    ];
    expect((await merging).status).toBe(200);
    for (const { status, body } of await Promise.all(writing)) {
      if (status < 300) expect((await read('contacts', body.id))['customer']).toBe(into.id);
      else expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ path: 'customer' }] } });
    }
  }
});

it('a merge leaves no reference to who goes, though one is given meanwhile', async () => {
  const partner = String((await made('/modules/customers/fields', PARTNER))['key']);
  const [into, gone, other] = [await customer(), await customer(), await customer()];
  const contact = await made('/records/contacts', { name: '留住合并', customer: gone.id });
  const { merging, writing } = await world.db.keeping(
    'select 1 from contacts where id = $1 for update',
    [contact.id],
    async () => {
      // The merge has looked for references in customers when it comes to the contact, and waits there.
      const merging = merge(into, gone);
      await waiting(1);
      const writing = [
        call('PATCH', `/records/customers/${other.id}`, { version: 1, [partner]: gone.id }),
        call('POST', '/records/customers', { name: '竞合作', [partner]: gone.id }),
      ];
      await waiting(3);
      return { merging, writing };
    },
  );
  expect((await merging).status).toBe(200);
  for (const answer of await Promise.all(writing))
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: partner, code: 'notFound' }] } });
  expect((await read('contacts', contact.id))['customer']).toBe(into.id);
});
