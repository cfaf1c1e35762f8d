import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { readOperations } from './operations/api-operation.js';
import { NOT_A_WAY } from './rights/not-a-way.js';
import {
  ACCESSES,
  isSeen,
  RightsWorld,
  SCOPES,
  type Access,
  type RightsModule,
  type Scope,
} from './rights/rights-world.js';
import type { Shown, Way } from './rights/way.js';
import { WAYS_OF_LISTS } from './rights/ways-of-lists.js';
import { WAYS_OF_RECORDS } from './rights/ways-of-records.js';

const WAYS = [...WAYS_OF_LISTS, ...WAYS_OF_RECORDS];
/** What who may not see a record is told of it. */
const REFUSALS = [403, 404, 422];

const world = await RightsWorld.make(new ApiClient(inject('serverUrl')));
const everyRecord = world.modules.flatMap(({ records }) => records);

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

const table = SCOPES.flatMap((scope) => ACCESSES.map((access) => ({ scope, access })));

describe.each(table)('a role that sees $scope, and secrets as $access', ({ scope, access }) => {
  beforeAll(() => world.look(scope, access));

  it.each(world.modules)('is shown what it may see of $key, and nothing else', async (module) => {
    const ways = WAYS.filter(
      (way) => (way.of?.(module) ?? true) && (!way.slow || scope === 'all' || access === 'edit'),
    );
    const look = { client: world.viewer, admin: world.company.admin, module };
    const faults: string[] = [];
    const walk = async (way: Way): Promise<void> => {
      for (const fault of faultsOf({ way, module, scope, access }, await way.ask(look)))
        faults.push(`${way.name}: ${fault}`);
    };
    await Promise.all(ways.filter((way) => !way.writes).map(walk));
    for (const way of ways.filter(({ writes }) => writes)) await walk(way);
    expect(faults).toEqual([]);
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

interface Tried {
  readonly way: Way;
  readonly module: RightsModule;
  readonly scope: Scope;
  readonly access: Access;
}

/** What came out and should not have, and what should have come out and did not. */
function faultsOf({ way, module, scope, access }: Tried, { said, statuses, count }: Shown): string[] {
  const text = JSON.stringify(said);
  const faults: string[] = [];
  const seen = module.records.filter((record) => isSeen(record, scope));
  for (const record of everyRecord)
    if (!isSeen(record, scope) && text.includes(record.token)) faults.push(`shows ${record.token}`);
  if (way.rows) for (const { token } of seen) if (!text.includes(token)) faults.push(`does not show ${token}`);
  for (const [record, status] of statuses ?? [])
    if ((isSeen(record, scope) && !(way.ofASecret && isSecret(access))) === REFUSALS.includes(status))
      faults.push(`answers ${status} about ${record.token}`);
  if (count !== undefined && count !== seen.length) faults.push(`counts ${count} of ${seen.length}`);
  return [...faults, ...faultsOfFields({ way, module, scope, access }, text)];
}

const isSecret = (access: Access): boolean => access === 'hidden' || access === 'masked';

function faultsOfFields({ way, module, scope, access }: Tried, text: string): string[] {
  const told = (tokens: readonly string[]): boolean => tokens.some((token) => text.includes(token));
  if (way.fields === 'keys') {
    if (scope === 'none') return [];
    const named = module.fields.filter(({ key }) => key.startsWith('c_') && text.includes(`"${key}"`));
    if (access === 'hidden') return named.map(({ kind, key }) => `names the ${kind} ${key}`);
    // A template names no files.
    const added = module.fields.filter(({ key, kind }) => key.startsWith('c_') && kind !== 'files');
    return added.filter((field) => !named.includes(field)).map(({ kind, key }) => `does not name the ${kind} ${key}`);
  }
  if (isSecret(access)) {
    const values = module.fields
      .filter(({ tokens }) => told(tokens))
      .map(({ kind, key }) => `tells the ${kind} ${key}`);
    // Keys of shipped fields are words that stand for other things too: these are known by their values.
    const own = module.fields.filter(({ key }) => key.startsWith('c_'));
    const keys = own.filter(({ key }) => access === 'hidden' && text.includes(`"${key}":`));
    return [...values, ...keys.map(({ kind, key }) => `has the ${kind} ${key}`)];
  }
  if (way.fields === undefined || scope === 'none') return [];
  const silent = module.fields
    .filter(({ tokens }) => tokens.length > 0 && !told(tokens))
    .map(({ kind, key }) => `${kind} ${key}`);
  const most = module.fields.filter(({ tokens }) => tokens.length > 0).length;
  if (way.fields === 'every') return silent.map((field) => `does not show the ${field}`);
  return silent.length < most ? [] : ['shows no field at all'];
}
