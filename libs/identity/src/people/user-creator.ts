import { AppError } from '@ruyi/contract/errors';
import { changedParts, newId, type Context } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import { User } from '../entities/user.js';
import { UserRole } from '../entities/user-role.js';
import type { InvitationIssuer, IssuedInvitation } from '../invitations/invitation-issuer.js';
import { hashPassword } from '../passwords/password-hash.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { TenantUnit } from '../store/tenant-unit.js';
import { checkMayGrant } from './administrator.js';
import { auditedUser } from './audited-user.js';
import { checkPlacement } from './check-placement.js';
import { rootDepartment } from './root-department.js';
import { createAccount, findAccount, joinTenant } from './user-accounts.js';
import { checkUserInput, type CheckedUser, type UserInput } from './user-input.js';

export interface CreatedUser {
  readonly id: string;
  /** The link to pass on; absent for a user who can log in already. */
  readonly invitation?: IssuedInvitation;
}

/** Adds a colleague: with a password at once, without one by invitation. */
export class UserCreator {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly invitations: InvitationIssuer,
  ) {}

  async run(
    ctx: Context,
    input: UserInput & { readonly roleIds: readonly string[] },
    origin: string,
  ): Promise<CreatedUser> {
    const checked = checkUserInput(input, 'create');
    const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
    return this.database.transaction(ctx.tenantId, async (unit): Promise<CreatedUser> => {
      await unit.touchAccess();
      const roleIds = [...new Set(input.roleIds)];
      const departmentId = input.departmentId ?? (await rootDepartment(unit));
      await checkPlacement(unit, { departmentId, superiorId: input.superiorId, roleIds }, null);
      await checkMayGrant(unit, ctx, roleIds);
      const id = newId();
      const accountId = await this.accountOf(unit, { id, checked, passwordHash });
      await unit.rows(User).insert({
        id,
        accountId,
        name: checked.name ?? '',
        email: checked.email,
        mobile: checked.mobile,
        handle: checked.handle,
        departmentId,
        superiorId: input.superiorId ?? null,
        state: passwordHash ? 'active' : 'invited',
        notify: {},
      });
      await unit.rows(UserRole).insert(...roleIds.map((roleId) => ({ userId: id, roleId })));
      const is = await auditedUser(unit, ctx, id);
      const detail = { name: is.name, ...changedParts({}, is) };
      await recordAudit(unit, { userId: ctx.userId, action: 'user.create', subjectId: id, detail });
      if (passwordHash) return { id };
      return { id, invitation: await this.invitations.forUser(unit, ctx, { id, email: checked.email }, origin) };
    });
  }

  /** A person who has an account already keeps its password: the first password of this company is then not used. */
  private async accountOf(
    unit: TenantUnit,
    user: { id: string; checked: CheckedUser; passwordHash: string | null },
  ): Promise<string | null> {
    const { id, checked, passwordHash } = user;
    const known = await findAccount(unit, checked);
    const account = known ?? (passwordHash ? await createAccount(unit, checked, passwordHash) : null);
    if (!account) return null;
    if (known) await refuseMember(unit, account.id);
    await joinTenant(unit, account.id, { userId: id, state: passwordHash ? 'active' : 'invited' });
    return account.id;
  }
}

async function refuseMember(unit: TenantUnit, accountId: string): Promise<void> {
  const user = await unit.rows(User).findOne({ accountId });
  if (user)
    throw new AppError(409, 'notUnique', {
      key: 'alreadyMember',
      issues: [{ path: user.mobile ? 'mobile' : 'email', code: 'notUnique', key: 'alreadyMember' }],
    });
}
