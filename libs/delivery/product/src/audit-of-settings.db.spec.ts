import { beforeAll, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

interface Entry {
  readonly action: string;
  readonly by: { readonly name: string };
  readonly detail: Readonly<Record<string, unknown>>;
}

let world: ProductWorld;
let admin: SignedIn;

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company('云启贸易');
});

const call = async <T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T> => {
  const answer = await world.call<T>(admin.accessToken, method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
};
const log = async (about: string): Promise<readonly Entry[]> =>
  (await call<{ items: Entry[] }>('GET', `/audit?about=${about}&limit=50`)).items;

it('says who changed which field, from what to what', async () => {
  const { key } = await call<{ key: string }>('POST', '/modules/customers/fields', {
    label: { zh: '来源渠道' },
    type: 'text',
  });
  await call('PATCH', `/modules/customers/fields/${key}`, { label: { zh: '渠道' }, required: true, maxLength: null });
  await call('DELETE', `/modules/customers/fields/${key}`);
  const entries = (await log('metadata')).filter(({ detail }) => detail['key'] === key);
  expect(entries.map(({ action }) => action)).toEqual(['field.retire', 'field.edit', 'field.create']);
  expect(entries[1]).toMatchObject({
    by: { name: '王芳' },
    detail: {
      module: 'customers',
      name: '来源渠道',
      before: { label: { zh: '来源渠道' }, required: null },
      after: { label: { zh: '渠道' }, required: true },
    },
  });
  // What was sent and is as it was is no change.
  expect(Object.keys(entries[1]?.detail['after'] as object)).toEqual(['label', 'required']);
});

it('says who changed which pool, its limits and its rules', async () => {
  const { items } = await call<{ items: { id: string }[] }>('GET', '/pools');
  const pool = items[0]?.id ?? '';
  await call('PATCH', `/pools/${pool}`, { limits: { claimPerDay: 3 } });
  await call('PUT', `/pools/${pool}/rules`, {
    rules: [{ kind: 'noFollowUp', enabled: true, days: { default: 30 } }],
    graceDays: 5,
  });
  const entries = await log('pools');
  expect(entries.map(({ action }) => action)).toEqual(['pool.rules', 'pool.edit']);
  expect(entries[0]?.detail).toMatchObject({ name: '默认公海', after: { graceDays: 5 } });
  expect(entries[1]?.detail).toMatchObject({
    before: { limits: { claimPerDay: null } },
    after: { limits: { claimPerDay: 3 } },
  });
});

it('keeps subjects apart, and refuses one that is none', async () => {
  expect((await log('logins')).every(({ action }) => /^(login|password|tenant)/.test(action))).toBe(true);
  const refused = await world.call(admin.accessToken, 'GET', '/audit?about=weather');
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'about', code: 'unknownOption' }] } });
});
