import { AppError } from '@ruyi/contract/errors';
import { changedParts, type Context } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import { User } from '../entities/user.js';
import { UserRole } from '../entities/user-role.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { TenantUnit } from '../store/tenant-unit.js';
import { adminActionsOfUser, checkAdminRemains, checkMayGrant, checkMayManage } from './administrator.js';
import { auditedUser } from './audited-user.js';
import { checkPlacement, type Placement } from './check-placement.js';
import { checkOwnAccount, fullHandle } from './user-accounts.js';
import { checkUserInput, type CheckedUser, type UserInput } from './user-input.js';

/** Changes a colleague's name, contacts, place and roles. */
export class UserEditor {
  constructor(private readonly database: IdentityDatabase) {}

  async run(ctx: Context, userId: string, input: UserInput): Promise<void> {
    const checked = checkUserInput(input, 'change');
    await this.database.transaction(ctx.tenantId, async (unit) => {
      await unit.touchAccess();
      const user = await unit.rows(User).findOne({ id: userId, service: false });
      if (!user) throw AppError.notFound();
      await checkMayManage(unit, ctx, userId);
      await checkPlacement(unit, await this.newPlacement(unit, user, input), userId);
      const was = await auditedUser(unit, ctx, userId);
      const contacts = contactChange(user, input, checked);
      if (user.accountId && Object.keys(contacts).length > 0) await this.changeAccount(unit, user.accountId, contacts);
      await unit.rows(User).update(
        { id: userId },
        {
          ...contacts,
          ...(checked.name === undefined ? {} : { name: checked.name }),
          ...(input.departmentId === undefined ? {} : { departmentId: input.departmentId }),
          ...(input.superiorId === undefined ? {} : { superiorId: input.superiorId }),
        },
      );
      if (input.roleIds) await this.changeRoles(unit, ctx, userId, input.roleIds);
      const is = await auditedUser(unit, ctx, userId);
      const detail = { name: is.name, ...changedParts(was, is) };
      await recordAudit(unit, { userId: ctx.userId, action: 'user.edit', subjectId: userId, detail });
    });
  }

  /** Forms send everything: what a user has already stays valid, even if it was disabled since. */
  private async newPlacement(unit: TenantUnit, user: User, input: UserInput): Promise<Placement> {
    const before = input.roleIds ? (await unit.rows(UserRole).find({ userId: user.id })).map((row) => row.roleId) : [];
    const { departmentId, superiorId, roleIds } = input;
    return {
      departmentId: departmentId === user.departmentId ? undefined : departmentId,
      superiorId: superiorId === user.superiorId ? undefined : superiorId,
      roleIds: roleIds?.every((id) => before.includes(id)) ? undefined : roleIds,
    };
  }

  /** Names to log in with follow the user's, as long as the account is this company's alone. */
  private async changeAccount(unit: TenantUnit, accountId: string, contacts: ContactChange): Promise<void> {
    await checkOwnAccount(unit, accountId);
    const { handle, ...rest } = contacts;
    const full = handle && fullHandle(handle, (await unit.tenant()).code);
    await unit.accounts.update(
      { id: accountId },
      { ...rest, ...(handle === undefined ? {} : { handle: full ?? null }) },
    );
  }

  private async changeRoles(unit: TenantUnit, ctx: Context, userId: string, roleIds: readonly string[]): Promise<void> {
    const before = (await unit.rows(UserRole).find({ userId })).map((row) => row.roleId);
    const added = [...new Set(roleIds)].filter((id) => !before.includes(id));
    const removed = before.filter((id) => !roleIds.includes(id));
    if (added.length + removed.length === 0) return;
    if (ctx.userId === userId && !(await adminActionsOfUser(unit, userId)).has('roles'))
      throw AppError.notAllowed('ownRoles');
    await checkMayGrant(unit, ctx, added);
    await unit.rows(UserRole).insert(...added.map((roleId) => ({ userId, roleId })));
    for (const roleId of removed) await unit.rows(UserRole).delete({ userId, roleId });
    await checkAdminRemains(unit);
  }
}

type ContactChange = Partial<Pick<User, 'email' | 'mobile' | 'handle'>>;

/** What really changes; a user must stay reachable by one of the three. */
function contactChange(user: User, input: UserInput, checked: CheckedUser): ContactChange {
  const change: ContactChange = {
    ...(input.email !== undefined && checked.email !== user.email ? { email: checked.email } : {}),
    ...(input.mobile !== undefined && checked.mobile !== user.mobile ? { mobile: checked.mobile } : {}),
    ...(input.account !== undefined && checked.handle !== user.handle ? { handle: checked.handle } : {}),
  };
  const after = { email: user.email, mobile: user.mobile, handle: user.handle, ...change };
  if (!after.email && !after.mobile && !after.handle)
    throw AppError.invalid([{ path: 'mobile', code: 'required', key: 'emailOrMobileRequired' }]);
  return change;
}
