import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { CREATABLE_FIELD_KINDS, SETTINGS_BY_KIND } from '@ruyi/contract/metadata';
import { metadataTestApp, type MetadataTestApp } from './testing/metadata-test-app.js';

let http: MetadataTestApp;
let admin: string;
beforeAll(async () => {
  http = await metadataTestApp();
  ({ admin } = await http.people());
});

const SETTINGS = [...new Set(Object.values(SETTINGS_BY_KIND).flat())];
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    '',
    '\u0000',
    '\ud800',
    '🙂'.repeat(300),
    'a'.repeat(10_000),
    '(a+)+$',
    '(?<!x)',
    -0,
    1e308,
    2 ** 53,
    -1,
    null,
    [],
    {},
    '0000-01-01',
    '9999-12-31',
    '__proto__',
    'name',
  ),
);
const some = (keys: readonly string[]) => fc.dictionary(fc.constantFrom(...keys), odd, { maxKeys: 6 });
const label = { zh: '怪' };
const bodies: readonly (readonly [method: string, path: string, body: fc.Arbitrary<unknown>])[] = [
  [
    'POST',
    '/modules/customers/fields',
    fc
      .tuple(fc.constantFrom(...CREATABLE_FIELD_KINDS), some(SETTINGS))
      .map(([type, settings]) => ({ label, ...settings, type })),
  ],
  ['POST', '/modules/customers/fields', odd],
  ['PATCH', '/modules/customers/fields/level', some(SETTINGS)],
  ['PATCH', '/modules/customers/fields/createdAt', some(SETTINGS)],
  ['PUT', '/modules/customers/fields/order', some(['keys'])],
  ['POST', '/modules/customers/fields/level/options/C/retire', some(['replaceBy', 'x'])],
  [
    'PUT',
    '/modules/customers/layouts/form',
    fc
      .array(some(['key', 'label', 'columns', 'collapsed', 'fields']), { maxLength: 3 })
      .map((sections) => ({ sections })),
  ],
  ['PUT', '/modules/customers/layouts/detail', odd],
  ['POST', '/modules/customers/views', some(['label', 'filter', 'columns', 'sort', 'visibility', 'pinned'])],
  ['PATCH', '/modules/customers/views/all', some(['label', 'filter', 'columns', 'sort', 'visibility', 'pinned'])],
  ['PUT', '/modules/customers/views/all/columns', some(['columns'])],
  ['POST', '/modules/customers/views/counts', some(['keys'])],
];

it.each(bodies)('%s %s takes any body without a defect', async (method, path, body) => {
  await fc.assert(
    fc.asyncProperty(body, async (value) => {
      const answer = await http.call(method, path, { token: admin, body: value });
      expect(answer.status, `${JSON.stringify(value)} ${JSON.stringify(answer.body)}`).toBeLessThan(500);
      if (answer.status >= 400)
        expect(answer.body).toMatchObject({ code: expect.any(String), title: expect.any(String) });
    }),
    { numRuns: 40 },
  );
  expect(http.logged).toEqual([]);
});

it('leaves a company that works', async () => {
  const list = await http.call('GET', '/modules', { token: admin });
  expect(list.status).toBe(200);
  expect(await http.call('GET', '/records/customers?limit=1', { token: admin })).toMatchObject({ status: 200 });
});

it.each([
  ['NUL', '/modules/%00'],
  ['NUL within', '/modules/customers/fields/%00/usage'],
  ['a slash', '/modules/customers%2f..'],
  ['2,000 letters', `/modules/${'x'.repeat(2000)}`],
])('a module named by %s is not found', async (_, path) => {
  const { status } = await http.call('GET', path, { token: admin });
  expect([400, 404, 413, 414, 422]).toContain(status);
  expect(http.logged).toEqual([]);
});
