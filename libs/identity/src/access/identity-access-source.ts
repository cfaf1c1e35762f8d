import type { RoleFieldRule, Role, RolePermission } from '@ruyi/contract/access';
import type { Database, Statement } from '@ruyi/engine/context';
import type { AccessData, AccessSource, OrganisationDepartment, OrganisationUser } from '@ruyi/engine/access';
import { readRole } from '../roles/read-role.js';

interface RoleRecord {
  readonly id: string;
  readonly key: string | null;
  readonly name: string | null;
  readonly permissions: RolePermission[] | null;
  readonly fields: RoleFieldRule[];
  readonly disabledAt: Date | null;
}

/** Loads a company's people and roles for access decisions. */
export class IdentityAccessSource implements AccessSource {
  constructor(
    private readonly database: Database,
    private readonly shippedModules: readonly string[],
  ) {}

  async load(tenantId: string): Promise<AccessData> {
    const answers = await this.database.read(tenantId, statements(tenantId));
    const [versions, users, departments, roles] = answers as unknown as [
      { version: number }[],
      OrganisationUser[],
      OrganisationDepartment[],
      RoleRecord[],
    ];
    return {
      tenantId,
      version: versions[0]?.version ?? 0,
      users: byId(users),
      departments: byId(departments),
      roles: byId(roles.map((row): Role => readRole(row, this.shippedModules, 'zh-CN'))),
    };
  }
}

/**
 * The version comes first: data that are newer than it are loaded once more at the next request, while a version
 * that is newer than its data would keep them wrong.
 */
function statements(tenantId: string): Statement[] {
  const values = [tenantId];
  return [
    { text: 'select access_version as version from tenant where id = $1', values },
    {
      text: `select u.id, u.name, u.superior_id as "superiorId", u.department_id as "departmentId", u.state = 'active' as active,
                    array(select r.role_id from user_role r where r.tenant_id = u.tenant_id and r.user_id = u.id) as "roleIds"
               from app_user u where u.tenant_id = $1`,
      values,
    },
    {
      text: 'select id, name, parent_id as "parentId", leader_id as "leaderId" from department where tenant_id = $1',
      values,
    },
    {
      text: 'select id, key, name, permissions, fields, disabled_at as "disabledAt" from role where tenant_id = $1',
      values,
    },
  ];
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}
