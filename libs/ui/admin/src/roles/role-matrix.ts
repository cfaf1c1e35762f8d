import {
  RECORD_ACTIONS,
  type DataScope,
  type RecordAction,
  type Role,
  type RolePermission,
} from '@ruyi/contract/access';

/** Actions that touch no record of somebody else's: one may or may not. */
const PLAIN: ReadonlySet<RecordAction> = new Set<RecordAction>(['create', 'import', 'claim', 'allocate']);

const POOL: ReadonlySet<RecordAction> = new Set<RecordAction>(['claim', 'allocate', 'putInPool', 'lock']);

export const SCOPES_TO_CHOOSE: readonly DataScope[] = [
  'none',
  'own',
  'subordinates',
  'department',
  'departmentTree',
  'all',
];

/** What the matrix offers for an action; a module without a pool has no actions about pools. */
export function actionsOf(module: { readonly poolable: boolean }): readonly RecordAction[] {
  return RECORD_ACTIONS.filter((action) => module.poolable || !POOL.has(action));
}

export function isPlain(action: RecordAction): boolean {
  return PLAIN.has(action);
}

export function scopeOf(permissions: Role['permissions'], module: string, action: string): DataScope {
  return permissions.find((each) => each.module === module && each.action === action)?.scope ?? 'none';
}

/** The permissions with one of them changed; none is no permission at all. */
export function withScope(permissions: Role['permissions'], to: RolePermission): Role['permissions'] {
  const others = permissions.filter((each) => each.module !== to.module || each.action !== to.action);
  return to.scope === 'none' ? others : [...others, to];
}

/** The same, wherever order does not matter. */
export function samePermissions(a: Role['permissions'], b: Role['permissions']): boolean {
  const text = (all: Role['permissions']) =>
    all
      .filter((each) => each.scope !== 'none')
      .map((each) => `${each.module} ${each.action} ${each.scope}`)
      .sort()
      .join();
  return text(a) === text(b);
}
