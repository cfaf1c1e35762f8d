/** How far an action of a role reaches. */
export const DATA_SCOPES = ['none', 'own', 'subordinates', 'department', 'departmentTree', 'all'] as const;
export type DataScope = (typeof DATA_SCOPES)[number];

/** What may be done to records of a module. */
export const RECORD_ACTIONS = [
  'read',
  'create',
  'edit',
  'delete',
  'transfer',
  'claim',
  'allocate',
  'putInPool',
  'lock',
  'import',
  'export',
  'send',
  'team',
] as const;
export type RecordAction = (typeof RECORD_ACTIONS)[number];

/** Administration, split into its own permissions; the module key in a role is `admin`. */
export const ADMIN_ACTIONS = [
  'metadata',
  'people',
  'roles',
  'pools',
  'templates',
  'senders',
  'webhooks',
  'company',
  'audit',
  'exportAll',
] as const;
export type AdminAction = (typeof ADMIN_ACTIONS)[number];

export const ADMIN_MODULE = 'admin';

/** Ordered from least to most generous. */
export const FIELD_ACCESS = ['hidden', 'masked', 'read', 'edit'] as const;
export type FieldAccess = (typeof FIELD_ACCESS)[number];

export interface RolePermission {
  readonly module: string;
  readonly action: RecordAction | AdminAction;
  readonly scope: DataScope;
}

export interface RoleFieldRule {
  readonly module: string;
  readonly field: string;
  readonly access: FieldAccess;
}

/** A role: what its holders may do. A field without a rule is `edit`. */
export interface Role {
  readonly id: string;
  readonly key: string | null;
  readonly name: string;
  readonly permissions: readonly RolePermission[];
  readonly fields: readonly RoleFieldRule[];
}

export const SEEDED_ROLES = ['admin', 'manager', 'sales', 'finance', 'readonly'] as const;
