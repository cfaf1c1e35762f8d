import { AppError } from '@ruyi/contract/errors';
import type { RoleFieldRule, RolePermission } from '@ruyi/contract/access';
import { newId, type Context } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import { RoleRow } from '../entities/role-row.js';
import { UserRole } from '../entities/user-role.js';
import { readNameOrThrow } from '../logins/read-name.js';
import { adminActionsIn, adminActionsOfUser } from '../people/administrator.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { TenantUnit } from '../store/tenant-unit.js';
import type { ModuleCatalogue } from './module-catalogue.js';
import { readFieldRules, readPermissions } from './role-input.js';
import { roleChange, type AuditedRole } from './audited-role.js';
import { readRole } from './read-role.js';
import { isSeededRoleKey } from './seeded-roles.js';

export interface RoleInput {
  readonly key?: string | null | undefined;
  readonly name?: string | undefined;
  /** Null: as shipped, for a role that ships. */
  readonly permissions?: unknown;
  readonly fields?: unknown;
}

const KEY = /^[a-z][a-zA-Z0-9_]{0,49}$/;

/** Makes and changes roles. */
export class RoleEditor {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly modules: ModuleCatalogue,
  ) {}

  async create(ctx: Context, input: RoleInput & { readonly name: string }): Promise<string> {
    const name = readNameOrThrow(input.name, 'name', 50);
    const key = input.key ?? null;
    if (key !== null && !KEY.test(key))
      throw AppError.invalid([{ path: 'key', code: 'patternMismatch', key: 'patternMismatch.roleKey' }]);
    const { permissions = [], fields = [] } = await this.rules(ctx, input);
    const id = newId();
    await this.change(ctx, { id, action: 'role.create' }, async (unit) => {
      if (key !== null && (isSeededRoleKey(key) || (await unit.rows(RoleRow).findOne({ key })))) {
        throw new AppError(409, 'notUnique', { issues: [{ path: 'key', code: 'notUnique' }] });
      }
      await checkMayDefine(unit, ctx, permissions ?? []);
      await unit.rows(RoleRow).insert({ id, key, name, permissions: [...(permissions ?? [])], fields: [...fields] });
    });
    return id;
  }

  async edit(ctx: Context, id: string, input: Omit<RoleInput, 'key'>): Promise<void> {
    const name = input.name === undefined ? undefined : readNameOrThrow(input.name, 'name', 50);
    const { permissions, fields } = await this.rules(ctx, input);
    await this.change(ctx, { id, action: 'role.edit' }, async (unit) => {
      const role = await this.roleOrThrow(unit, id);
      if (role.key === 'admin' && (permissions !== undefined || fields !== undefined))
        throw AppError.notAllowed('adminRoleFixed');
      if (permissions === null && !isSeededRoleKey(role.key))
        throw AppError.invalid([{ path: 'permissions', code: 'required' }]);
      await checkMayDefine(unit, ctx, [...(role.permissions ?? []), ...(permissions ?? [])]);
      await unit.rows(RoleRow).update(
        { id },
        {
          ...(name ? { name } : {}),
          ...(permissions === undefined ? {} : { permissions: permissions === null ? null : [...permissions] }),
          ...(fields === undefined ? {} : { fields: [...fields] }),
        },
      );
    });
  }

  /** Its holders keep a disabled role, and it gives them nothing. */
  async setDisabled(ctx: Context, id: string, disabled: boolean): Promise<void> {
    await this.change(ctx, { id, action: disabled ? 'role.disable' : 'role.enable' }, async (unit) => {
      const role = await this.roleOrThrow(unit, id);
      if (role.key === 'admin') throw AppError.notAllowed('seededRoleFixed');
      await checkMayDefine(unit, ctx, role.permissions ?? []);
      await unit.rows(RoleRow).update({ id }, { disabledAt: disabled ? new Date() : null });
    });
  }

  async remove(ctx: Context, id: string): Promise<void> {
    await this.change(ctx, { id, action: 'role.delete' }, async (unit) => {
      const role = await this.roleOrThrow(unit, id);
      if (isSeededRoleKey(role.key)) throw AppError.notAllowed('seededRoleFixed');
      const count = await unit.rows(UserRole).count({ roleId: id });
      if (count > 0) throw new AppError(409, 'inUse', { params: { count } });
      await unit.rows(RoleRow).delete({ id });
    });
  }

  private async rules(
    ctx: Context,
    input: RoleInput,
  ): Promise<{ permissions?: readonly RolePermission[] | null; fields?: readonly RoleFieldRule[] }> {
    return {
      ...(input.permissions === undefined
        ? {}
        : {
            permissions:
              input.permissions === null ? null : await readPermissions(input.permissions, ctx, this.modules),
          }),
      ...(input.fields === undefined ? {} : { fields: await readFieldRules(input.fields, ctx, this.modules) }),
    };
  }

  private async roleOrThrow(unit: TenantUnit, id: string): Promise<RoleRow> {
    const role = await unit.rows(RoleRow).findOne({ id });
    if (!role) throw AppError.notFound();
    return role;
  }

  private async change(
    ctx: Context,
    subject: { id: string; action: string },
    work: (unit: TenantUnit) => Promise<void>,
  ): Promise<void> {
    const { id, action } = subject;
    await this.database.transaction(ctx.tenantId, async (unit) => {
      await unit.touchAccess();
      const was = await this.audited(unit, ctx, id);
      await work(unit);
      const detail = roleChange(was, await this.audited(unit, ctx, id));
      await recordAudit(unit, { userId: ctx.userId, action, subjectId: id, detail });
    });
  }

  /** What the role gives to those who have it, disabled or not: disabling is an action of its own. */
  private async audited(unit: TenantUnit, ctx: Context, id: string): Promise<AuditedRole | null> {
    const row = await unit.rows(RoleRow).findOne({ id });
    return row && readRole({ ...row, disabledAt: null }, this.modules.shipped, ctx.locale);
  }
}

/** Whoever edits roles cannot write more administration into one than they have themselves, nor touch one that has more. */
async function checkMayDefine(unit: TenantUnit, ctx: Context, permissions: readonly RolePermission[]): Promise<void> {
  if (ctx.userId === null) return;
  const own = await adminActionsOfUser(unit, ctx.userId);
  if (![...adminActionsIn(permissions)].every((action) => own.has(action))) throw AppError.notAllowed('grantBeyondOwn');
}
