import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

const NOWHERE = '01900000-0000-7000-8000-000000000000';
const HUGE = 'x'.repeat(10_000);
const LONE = '\ud800';

const BODIES: readonly unknown[] = [
  undefined,
  {},
  [],
  null,
  5,
  'text',
  { unknown: 1 },
  { version: 'one', name: 7, values: [], params: 'x', ids: 'all', filter: 5, rules: {}, keys: {}, fields: [[]] },
  {
    version: 1e300,
    name: HUGE,
    values: { name: {} },
    params: { owner: 5, value: [] },
    ids: [null, 5, 'x'],
    filter: { and: [{ or: [{}] }] },
  },
  { version: 1, name: `a${LONE}`, ids: [NOWHERE], filter: { field: 'name', op: 'contains', value: '\0' } },
  { version: -1, ids: [NOWHERE, NOWHERE], params: {}, filter: { field: '__proto__', op: 'constructor', value: {} } },
  {
    label: { zh: 5 },
    type: 'text',
    options: 'many',
    sections: [{ fields: [{}] }],
    columns: [{}],
    filter: { not: { not: null } },
    sort: [5],
  },
];

const QUERIES = [
  '',
  '?limit=abc',
  '?unknown=1',
  '?filter={',
  '?filter=%5B%5D',
  '?sort=-,,&page=1e9',
  '?after=garbage&last=maybe',
  '?search=%00',
  '?q=%F0%9F%98%80&total=all',
  '?version=x',
  '?limit=5&limit=6',
];
const MODULES = ['customers', 'followUps', 'nothing', '__proto__', '%00'];
const IDS = [NOWHERE, 'not-an-id', '%00', 'constructor', HUGE.slice(0, 150)];

/** Long-running answers, and the end of the session that the others need. */
const LEFT_OUT = /\/(events|auth\/logout|signup|auth\/login|auth\/forgot|files)$/;

describe('every route of the product', () => {
  let world: ProductWorld;
  let admin: SignedIn;
  const real = new Map<string, string>();
  beforeAll(async () => {
    world = await productWorld();
    admin = await world.company();
    const made = async (path: string, body: object): Promise<string> => {
      const answer = await world.call(admin.accessToken, 'POST', path, body);
      expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBe(201);
      return String(answer.body['id'] ?? answer.body['key']);
    };
    const customer = await made('/records/customers', { name: '晨光文具' });
    real.set('/records/', customer).set('/departments/', await made('/departments', { name: '部门' }));
    real
      .set('/roles/', await made('/roles', { name: '角色', permissions: [] }))
      .set('/pools/', await made('/pools', { name: '公海二' }));
    real
      .set('/users/', (await world.colleague(admin, '李敏', 'sales')).id)
      .set('key', 'industry')
      .set('option', 'it')
      .set('kind', 'form')
      .set('channel', 'mail');
  });

  /** The path with ids of real things, or of none. */
  function filled(path: string, turn: number): string {
    const owner =
      [...real.keys()].find((prefix) => prefix.startsWith('/') && path.startsWith(`/api/v1${prefix}`)) ?? '';
    return path.replace(/\{(\w+)\}/g, (_, name: string) => {
      if (name === 'module') return turn % 4 === 0 ? (MODULES[turn % MODULES.length] ?? '') : 'customers';
      if (turn % 2 === 0) return (name === 'id' ? real.get(owner) : real.get(name)) ?? NOWHERE;
      return IDS[turn % IDS.length] ?? '';
    });
  }

  it('answers any input with a problem, never with a defect', async () => {
    const document = (await world.app.inject({ method: 'GET', url: '/api/openapi.json' })).json<{
      paths: Record<string, Record<string, unknown>>;
    }>();
    const broken: string[] = [];
    const statuses = new Map<number, number>();
    let turn = 0;
    for (const [path, operations] of Object.entries(document.paths)) {
      if (!path.startsWith('/api/v1/') || LEFT_OUT.test(path)) continue;
      for (const method of Object.keys(operations)) {
        const inputs = method === 'get' || method === 'delete' ? QUERIES : BODIES;
        for (const input of [...inputs, ...inputs]) {
          turn += 1;
          const url = filled(path, turn);
          const isRead = typeof input === 'string' && inputs === QUERIES;
          const answer = await world.app.inject({
            method: method.toUpperCase() as 'GET',
            url: isRead ? `${url}${input}` : url,
            headers: {
              authorization: `Bearer ${admin.accessToken}`,
              ...(isRead || input === undefined ? {} : { 'content-type': 'application/json' }),
            },
            ...(isRead || input === undefined ? {} : { payload: JSON.stringify(input) }),
          });
          statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
          const what = `${method} ${url} ${JSON.stringify(input)?.slice(0, 90)}`;
          if (answer.statusCode >= 500) broken.push(`${answer.statusCode} ${what}`);
          else if (answer.statusCode >= 400 && !String(answer.headers['content-type']).includes('problem+json'))
            broken.push(`no problem document: ${what}`);
        }
      }
    }
    expect(broken).toEqual([]);
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 404, 422]));
    expect(world.logged).toEqual([]);
  }, 120_000);
});
