import {
  ADMIN_ACTIONS,
  ADMIN_MODULE,
  RECORD_ACTIONS,
  SEEDED_ROLES,
  type DataScope,
  type RecordAction,
  type RolePermission,
} from '@ruyi/contract/access';
import type { Label } from '@ruyi/contract/metadata';

export type SeededRoleKey = (typeof SEEDED_ROLES)[number];

type ScopeByAction = Readonly<Partial<Record<RecordAction, DataScope>>>;

interface SeededRole {
  readonly name: Label;
  readonly administers: boolean;
  /** The same for every module that has no entry of its own. */
  readonly everyModule: ScopeByAction;
}

const ALL: ScopeByAction = Object.fromEntries(RECORD_ACTIONS.map((action) => [action, 'all' as const]));

/** The roles that every company begins with. They live here, not in its rows, until its admin changes one. */
const ROLES: Readonly<Record<SeededRoleKey, SeededRole>> = {
  admin: { name: { zh: '管理员', en: 'Administrator' }, administers: true, everyModule: ALL },
  manager: {
    name: { zh: '销售经理', en: 'Sales manager' },
    administers: false,
    everyModule: {
      read: 'subordinates',
      create: 'all',
      edit: 'subordinates',
      delete: 'subordinates',
      transfer: 'subordinates',
      claim: 'all',
      allocate: 'all',
      putInPool: 'subordinates',
      lock: 'subordinates',
      import: 'all',
      export: 'subordinates',
      send: 'subordinates',
      team: 'subordinates',
    },
  },
  sales: {
    name: { zh: '业务员', en: 'Salesperson' },
    administers: false,
    everyModule: {
      read: 'own',
      create: 'all',
      edit: 'own',
      delete: 'own',
      transfer: 'own',
      claim: 'all',
      putInPool: 'own',
      lock: 'own',
      import: 'all',
      export: 'own',
      send: 'own',
      team: 'own',
    },
  },
  finance: {
    name: { zh: '财务', en: 'Finance' },
    administers: false,
    everyModule: { read: 'all', export: 'all' },
  },
  readonly: {
    name: { zh: '只读', en: 'Read only' },
    administers: false,
    everyModule: { read: 'all' },
  },
};

export function isSeededRoleKey(key: string | null): key is SeededRoleKey {
  return key !== null && (SEEDED_ROLES as readonly string[]).includes(key);
}

export function seededRoleName(key: SeededRoleKey): Label {
  return ROLES[key].name;
}

/** What a seeded role may do as shipped, for the given modules. */
export function seededPermissions(key: SeededRoleKey, modules: readonly string[]): RolePermission[] {
  const { administers, everyModule } = ROLES[key];
  const records = modules.flatMap((module) =>
    RECORD_ACTIONS.flatMap((action) => {
      const scope = everyModule[action];
      return scope ? [{ module, action, scope }] : [];
    }),
  );
  const admin = administers
    ? ADMIN_ACTIONS.map((action) => ({ module: ADMIN_MODULE, action, scope: 'all' as const }))
    : [];
  return [...records, ...admin];
}
