import type { Role } from '@ruyi/contract/access';
import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import type { RoleRow } from '../entities/role-row.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { ModuleCatalogue } from './module-catalogue.js';
import { readRole } from './read-role.js';
import { isSeededRoleKey } from './seeded-roles.js';

export interface RoleView extends Role {
  /** Ships with the product. */
  readonly seeded: boolean;
  readonly disabled: boolean;
  /** Active and invited holders. */
  readonly users: number;
}

type ListedRole = Pick<RoleRow, 'id' | 'key' | 'name' | 'permissions' | 'fields' | 'disabledAt'> & {
  readonly users: number;
};

/** Lists roles with what they allow, shipped defaults filled in. */
export class RoleDirectory {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly modules: ModuleCatalogue,
  ) {}

  async list(ctx: Context): Promise<readonly RoleView[]> {
    const [rows = []] = await this.database.read(ctx.tenantId, [
      {
        text: `select r.id, r.key, r.name, r.permissions, r.fields, r.disabled_at as "disabledAt",
                 (select count(*)::int from user_role ur join app_user u on u.tenant_id = ur.tenant_id and u.id = ur.user_id
                   where ur.tenant_id = r.tenant_id and ur.role_id = r.id and u.state <> 'disabled') as users
                 from role r where r.tenant_id = $1 order by r.id`,
        values: [ctx.tenantId],
      },
    ]);
    return (rows as unknown as ListedRole[]).map((row) => ({
      ...readRole({ ...row, disabledAt: null }, this.modules.shipped, ctx.locale),
      seeded: isSeededRoleKey(row.key),
      disabled: row.disabledAt !== null,
      users: row.users,
    }));
  }

  async read(ctx: Context, id: string): Promise<RoleView> {
    const role = (await this.list(ctx)).find((each) => each.id === id);
    if (!role) throw AppError.notFound();
    return role;
  }
}
