import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { readOperations } from './operations/api-operation.js';
import { faultsOfRole, WAYS } from './rights/faults-of-role.js';
import { NOT_A_WAY } from './rights/not-a-way.js';
import { RightsWorld, type Access, type Scope } from './rights/rights-world.js';

/** Every scope, and every right with the scope that shows most; each with each other: `seen-rights.nightly.spec.ts`. */
const ROLES: readonly { readonly scope: Scope; readonly access: Access }[] = [
  { scope: 'none', access: 'edit' },
  { scope: 'own', access: 'hidden' },
  { scope: 'subordinates', access: 'masked' },
  { scope: 'department', access: 'read' },
  { scope: 'departmentTree', access: 'edit' },
  { scope: 'all', access: 'hidden' },
  { scope: 'all', access: 'masked' },
  { scope: 'all', access: 'edit' },
];

const world = await RightsWorld.make(new ApiClient(inject('serverUrl')));

it('every operation of the API is a way that is tried, or is named as none', async () => {
  const templates = (await readOperations(world.company.admin)).map(({ method, template }) => `${method} ${template}`);
  const known = new Set([...WAYS.map(({ operation }) => operation), ...NOT_A_WAY.keys()]);
  expect([...new Set(templates)].filter((name) => !known.has(name))).toEqual([]);
  expect([...known].filter((name) => !templates.includes(name))).toEqual([]);
});

it('every module has records of everybody and secrets of every kind', () => {
  for (const { key, fields, records } of world.modules) {
    expect(new Set(fields.map(({ kind }) => kind)).size, key).toBeGreaterThan(10);
    expect(records.length, key).toBeGreaterThan(4);
  }
});

describe.each(ROLES)('a role that sees $scope, and secrets as $access', ({ scope, access }) => {
  beforeAll(() => world.look(scope, access));

  it.each(world.modules)('is shown what it may see of $key, and nothing else', async (module) => {
    expect(await faultsOfRole(world, { module, scope, access })).toEqual([]);
  });
});

describe.each(['hidden', 'masked', 'edit'] as const)('a secret that is %s', (access) => {
  beforeAll(() => world.look('all', access));

  it.each(world.modules)(
    `is ${access === 'edit' ? '' : 'not '}sorted by and guessed at in $key`,
    async ({ key, fields }) => {
      const faults: string[] = [];
      for (const field of fields) {
        const filter = encodeURIComponent(JSON.stringify({ not: { field: field.key, op: 'isEmpty' } }));
        const asked = [`filter=${filter}`, ...(UNSORTED.has(field.kind) ? [] : [`sort=${field.key}`])];
        for (const query of asked) {
          const { status } = await world.viewer.call('GET', `/records/${key}?${query}`);
          if (status !== (access === 'edit' ? 200 : 422)) faults.push(`${field.kind} ${query}: ${status}`);
        }
      }
      expect(faults).toEqual([]);
    },
  );
});

/** Kinds that have no order. */
const UNSORTED: ReadonlySet<string> = new Set(['tags', 'longText', 'address', 'files']);
