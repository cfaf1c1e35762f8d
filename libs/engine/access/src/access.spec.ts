import { describe, expect, it } from 'vitest';
import { createMongoAbility, subject } from '@casl/ability';
import { unpackRules } from '@casl/ability/extra';
import type { DataScope, RecordAction, Role, RoleFieldRule } from '@ruyi/contract/access';
import type { FieldModel, ModuleModel, TenantModel } from '@ruyi/engine/model';
import { compileAccess } from './access-grant.js';
import type { AccessData, OrganisationUser } from './access-data.js';
import { AccessStore } from './access-store.js';
import type { Actor } from './actor.js';
import { mayEver } from './can-do.js';
import { explainAccess } from './explain-access.js';
import { fieldRights } from './field-rights.js';
import { Organisation } from './organisation.js';
import { packedPermissions } from './packed-permissions.js';

const field = (key: string, more: Partial<FieldModel> = {}): FieldModel => ({
  key,
  type: 'text',
  origin: 'shipped',
  label: { zh: key },
  storage: { at: 'columns', columns: { value: key } },
  ...more,
});

const customers: ModuleModel = {
  key: 'customers',
  label: { zh: '客户' },
  icon: '',
  origin: 'shipped',
  enabled: true,
  access: 'own',
  owned: true,
  poolable: true,
  followable: false,
  nameField: 'name',
  table: 'customers',
  fields: new Map(['name', 'mobile', 'cost'].map((key) => [key, field(key)])),
  duplicates: [],
  layouts: [],
  views: [],
  actions: [],
  related: [],
};
const model: TenantModel = { tenantId: 't', version: 1, modules: new Map([['customers', customers]]) };

const person = (id: string, more: Partial<OrganisationUser> = {}): OrganisationUser => ({
  id,
  name: id,
  superiorId: null,
  departmentId: null,
  roleIds: [],
  active: true,
  ...more,
});

function people(
  users: readonly OrganisationUser[],
  roles: readonly Role[] = [],
  departments: readonly [string, string | null][] = [],
): AccessData {
  return {
    tenantId: 't',
    version: 1,
    users: new Map(users.map((user) => [user.id, user])),
    departments: new Map(departments.map(([id, parentId]) => [id, { id, name: id, parentId, leaderId: null }])),
    roles: new Map(roles.map((role) => [role.id, role])),
  };
}

const role = (
  id: string,
  permissions: readonly [RecordAction, DataScope][],
  fields: readonly [string, RoleFieldRule['access']][] = [],
): Role => ({
  id,
  key: null,
  name: id,
  permissions: permissions.map(([action, scope]) => ({ module: 'customers', action, scope })),
  fields: fields.map(([key, access]) => ({ module: 'customers', field: key, access })),
});

const actorWith = (
  roles: readonly Role[],
  more: Partial<OrganisationUser> = {},
  others: readonly OrganisationUser[] = [],
): Actor => {
  const user = person('ann', { roleIds: roles.map(({ id }) => id), ...more });
  return { user, data: people([user, ...others], roles), pools: [] };
};

describe('the organisation', () => {
  it('reaches everybody below, and ends where superiors or departments go in a circle', () => {
    const data = people(
      [
        person('a', { superiorId: 'c', departmentId: 'x' }),
        person('b', { superiorId: 'a', departmentId: 'y' }),
        person('c', { superiorId: 'b', departmentId: 'z' }),
      ],
      [],
      [
        ['x', 'z'],
        ['y', 'x'],
        ['z', 'y'],
      ],
    );
    const organisation = Organisation.of(data);
    expect([...organisation.subordinatesOf('a')].sort()).toEqual(['b', 'c']);
    expect([...organisation.departmentTree('x')].sort()).toEqual(['x', 'y', 'z']);
    const [a] = data.users.values();
    expect(a && organisation.ownersWithin('departmentTree', a)).toHaveLength(3);
    expect(Organisation.of(data)).toBe(organisation);
  });
});

describe('rights of several roles', () => {
  const reads = role(
    'reads',
    [['read', 'all']],
    [
      ['cost', 'hidden'],
      ['mobile', 'masked'],
    ],
  );
  const edits = role(
    'edits',
    [
      ['read', 'own'],
      ['edit', 'own'],
    ],
    [
      ['cost', 'read'],
      ['mobile', 'hidden'],
    ],
  );
  const claims = role('claims', [['claim', 'all']]);

  it('unite the rows per action', () => {
    const actor = actorWith([reads, edits, claims]);
    expect(compileAccess(model, actor, 'customers', 'read')?.where).toEqual({ kind: 'everything' });
    expect(compileAccess(model, actor, 'customers', 'edit')?.where).toMatchObject({
      kind: 'anyOf',
      nodes: [{ kind: 'oneOf', field: 'ownerId', values: ['ann'] }, { kind: 'allOf' }],
    });
    expect(compileAccess(model, actor, 'customers', 'delete')).toBeNull();
  });

  it('take the most generous access to a field, of those roles that give the action', () => {
    const actor = actorWith([reads, edits, claims]);
    expect(Object.fromEntries(fieldRights(customers, actor, 'read').access)).toEqual({
      name: 'edit',
      mobile: 'masked',
      cost: 'read',
    });
    // Only one of the roles gives edit; the role without field rules gives neither and does not count.
    expect(Object.fromEntries(fieldRights(customers, actor, 'edit').access)).toEqual({ name: 'edit', cost: 'read' });
  });

  it('are none for who is disabled or has no role, and everything for the system', () => {
    expect(compileAccess(model, actorWith([reads], { active: false }), 'customers', 'read')).toBeNull();
    expect(compileAccess(model, actorWith([]), 'customers', 'read')).toBeNull();
    const system: Actor = { user: null, data: people([]), pools: [] };
    expect(compileAccess(model, system, 'customers', 'delete')?.where).toEqual({ kind: 'everything' });
    const off: TenantModel = { ...model, modules: new Map([['customers', { ...customers, enabled: false }]]) };
    expect(compileAccess(off, actorWith([reads]), 'customers', 'read')).toBeNull();
  });

  it('leave retired and hidden fields out for everybody', () => {
    const shaped = {
      ...customers,
      fields: new Map([
        ['a', field('a', { retired: true })],
        ['b', field('b', { hidden: true })],
        ['c', field('c', { hidden: true, origin: 'system' })],
      ]),
    };
    expect([...fieldRights(shaped, actorWith([reads]), 'read').access.keys()]).toEqual(['c']);
  });

  it('reach the client as CASL rules that it can unpack', () => {
    const packed = packedPermissions(model, actorWith([reads, edits]));
    const ability = createMongoAbility(unpackRules([...packed.permissions]));
    expect(ability.can('edit', subject('customers', { ownerId: 'ann' }))).toBe(true);
    expect(ability.can('edit', subject('customers', { ownerId: 'bob' }))).toBe(false);
    expect(ability.can('read', subject('customers', { ownerId: 'bob' }))).toBe(true);
    expect(packed.fieldAccess['customers']).toEqual({ mobile: 'masked', cost: 'read' });
    expect(packed.admin).toEqual([]);
    const admin: Role = { ...reads, id: 'admin', permissions: [{ module: 'admin', action: 'roles', scope: 'all' }] };
    expect(packedPermissions(model, actorWith([admin])).admin).toEqual(['roles']);
    expect(mayEver(model, actorWith([admin]), 'read', 'customers')).toBe(false);
  });
});

describe('the explanation', () => {
  const sales = role('业务员', [['read', 'subordinates']], [['mobile', 'masked']]);
  const image = (values: Record<string, unknown>, more = {}) => ({ module: 'customers', id: 'r', values, ...more });
  const codes = (actor: Actor, values: Record<string, unknown>, more = {}) => {
    const { allowed, because } = explainAccess(model, actor, 'read', image(values, more));
    return [allowed, ...because.map(({ code }) => code)];
  };

  it('names the rule that lets in, and what a refusal lacked', () => {
    const bob = person('bob', { superiorId: 'ann' });
    const actor = actorWith([sales], {}, [bob]);
    expect(codes(actor, { ownerId: 'ann' })).toEqual([true, 'owner', 'fieldRule']);
    expect(codes(actor, { ownerId: 'bob' })).toEqual([true, 'subordinate', 'fieldRule']);
    expect(codes(actor, { ownerId: 'eve' })).toEqual([false, 'outsideScope']);
    const until = '2020-01-01T00:00:00.000Z';
    expect(codes(actor, { ownerId: 'eve' }, { team: [{ userId: 'ann', access: 'read', expiresAt: until }] })).toEqual([
      false,
      'outsideScope',
      'teamExpired',
    ]);
    expect(codes(actor, { ownerId: 'eve' }, { team: [{ userId: 'ann', access: 'read', expiresAt: null }] })).toEqual([
      true,
      'team',
      'fieldRule',
    ]);
    expect(codes(actor, { poolId: 'p' })).toEqual([false, 'outsideScope', 'inOtherPool']);
    expect(
      codes(
        { ...actor, pools: [{ poolId: 'p', module: 'customers', admin: false, visibleFields: null }] },
        { poolId: 'p' },
      ),
    ).toEqual([true, 'pool', 'fieldRule']);
    expect(codes(actorWith([]), {})).toEqual([false, 'noRole']);
    expect(codes(actorWith([role('r', [['claim', 'all']])]), {})).toEqual([false, 'noAction']);
    expect(codes(actorWith([sales], { active: false }), { ownerId: 'ann' })).toEqual([false, 'disabled']);
  });
});

describe('the store of people', () => {
  it('loads a version once, however many ask, and never serves an older one', async () => {
    let loads = 0;
    const store = new AccessStore({
      load: async (tenantId, version) => {
        loads += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        return { ...people([]), tenantId, version };
      },
    });
    const [a, b] = await Promise.all([
      store.get({ tenantId: 't', accessVersion: 1 }),
      store.get({ tenantId: 't', accessVersion: 1 }),
    ]);
    expect(a).toBe(b);
    expect((await store.get({ tenantId: 't', accessVersion: 2 })).version).toBe(2);
    expect(loads).toBe(2);
  });
});
