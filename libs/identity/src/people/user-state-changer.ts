import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import { AccountTenant } from '../entities/account-tenant.js';
import { Invitation } from '../entities/invitation.js';
import { User } from '../entities/user.js';
import type { InvitationIssuer, IssuedInvitation } from '../invitations/invitation-issuer.js';
import { hashPassword } from '../passwords/password-hash.js';
import { passwordIssue } from '../passwords/password-policy.js';
import { endSessions, setPassword } from '../passwords/set-password.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { TenantUnit } from '../store/tenant-unit.js';
import { checkAdminRemains, checkMayManage } from './administrator.js';
import { checkOwnAccount, createAccount, joinTenant } from './user-accounts.js';

/** Lets colleagues in and keeps them out: disable, enable, a new password or link from the administrator. */
export class UserStateChanger {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly invitations: InvitationIssuer,
  ) {}

  /** From the next request on the user is signed out everywhere; what they own stays theirs until it is handed over. */
  async disable(ctx: Context, userId: string): Promise<void> {
    await this.change(ctx, userId, 'user.disable', async (unit, user) => {
      if (ctx.userId === userId) throw AppError.notAllowed('notYourself');
      await setState(unit, user, 'disabled');
      await endSessions(unit, userId);
      await unit.rows(Invitation).update({ userId }, { revokedAt: new Date() });
      await checkAdminRemains(unit);
    });
  }

  async enable(ctx: Context, userId: string): Promise<void> {
    await this.change(ctx, userId, 'user.enable', async (unit, user) => {
      if (user.state === 'disabled') await setState(unit, user, user.accountId ? 'active' : 'invited');
    });
  }

  /** Sets a password that the administrator then tells the user; one who was invited becomes active by it. */
  async setPassword(ctx: Context, userId: string, password: string): Promise<void> {
    const weakness = passwordIssue(password, []);
    if (weakness) throw AppError.invalid([weakness]);
    const passwordHash = await hashPassword(password);
    await this.change(ctx, userId, 'user.password', async (unit, user) => {
      if (user.accountId) {
        await checkOwnAccount(unit, user.accountId);
        await setPassword(unit, user.accountId, passwordHash);
      } else {
        const account = await createAccount(unit, user, passwordHash);
        await joinTenant(unit, account.id, { userId, state: 'active' });
        await unit.rows(User).update({ id: userId }, { accountId: account.id });
      }
      if (user.state === 'invited') await setState(unit, { ...user, accountId: user.accountId ?? null }, 'active');
      await unit.rows(Invitation).update({ userId }, { revokedAt: new Date() });
    });
  }

  /** A fresh link for a user who has not logged in yet; the one before stops working. */
  async invite(ctx: Context, userId: string, origin: string): Promise<IssuedInvitation> {
    const issued: IssuedInvitation[] = [];
    await this.change(ctx, userId, 'user.invite', async (unit, user) => {
      if (user.state !== 'invited') throw new AppError(409, 'conflict', { key: 'alreadyActive' });
      issued.splice(0, 1, await this.invitations.forUser(unit, ctx, user, origin));
    });
    const invitation = issued[0];
    if (!invitation) throw new Error('No invitation was issued.');
    return invitation;
  }

  private async change(
    ctx: Context,
    userId: string,
    action: string,
    work: (unit: TenantUnit, user: User) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(ctx.tenantId, async (unit) => {
      await unit.touchAccess();
      const user = await unit.rows(User).lockOne({ id: userId, service: false });
      if (!user) throw AppError.notFound();
      await checkMayManage(unit, ctx, userId);
      await work(unit, user);
      await recordAudit(unit, { userId: ctx.userId, action, subjectId: userId, detail: { name: user.name } });
    });
  }
}

async function setState(unit: TenantUnit, user: Pick<User, 'id' | 'accountId'>, state: User['state']): Promise<void> {
  await unit.rows(User).update({ id: user.id }, { state });
  if (user.accountId) await unit.rows(AccountTenant).update({ accountId: user.accountId }, { state });
}
