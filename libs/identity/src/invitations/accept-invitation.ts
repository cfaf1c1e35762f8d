import { AppError, type Issue } from '@ruyi/contract/errors';
import { newId } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import type { Account } from '../entities/account.js';
import { Invitation } from '../entities/invitation.js';
import { User } from '../entities/user.js';
import { UserRole } from '../entities/user-role.js';
import { checkUnchanged } from '../logins/check-unchanged.js';
import { readContact } from '../logins/login-name.js';
import { readName } from '../logins/read-name.js';
import type { PasswordCheck } from '../passwords/password-check.js';
import { hashPassword } from '../passwords/password-hash.js';
import { passwordIssue } from '../passwords/password-policy.js';
import { rootDepartment } from '../people/root-department.js';
import { createAccount, findAccount, joinTenant, loginTaken, type AccountNames } from '../people/user-accounts.js';
import { beginSession } from '../sessions/begin-session.js';
import type { SecondFactorCheck } from '../second-factor/second-factor-check.js';
import type { ClientInfo } from '../sessions/client-info.js';
import type { SignedIn } from '../sessions/signed-in.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { TenantUnit } from '../store/tenant-unit.js';
import { readToken } from '../tokens/opaque-token.js';

export interface AcceptCommand {
  readonly name?: string | undefined;
  readonly email?: string | null | undefined;
  readonly mobile?: string | null | undefined;
  readonly password: string;
  /** Of the second factor of an account that exists and has one. */
  readonly code?: string | undefined;
}

export interface PublicInvitation {
  readonly tenantName: string;
  readonly inviterName: string;
  readonly expiresAt: string;
  /** Known already for an invitation of one person. */
  readonly name: string | null;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly account: string | null;
}

interface OpenInvitation {
  readonly invitation: Invitation;
  readonly inviter: User;
  /** The user that the invitation completes. */
  readonly user: User | null;
}

/** What a stranger with an invitation link sees, and joining by it. */
export class AcceptInvitation {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly passwords: PasswordCheck,
    private readonly secondFactor: SecondFactorCheck,
  ) {}

  async look(token: string): Promise<PublicInvitation> {
    const known = readToken(token);
    if (!known) throw AppError.notFound();
    return this.database.transaction(known.tenantId, async (unit) => {
      const { invitation, inviter, user } = await openInvitation(unit, known.hash);
      const { name: tenantName } = await unit.tenant();
      const { name = null, email = null, mobile = null, handle: account = null } = user ?? {};
      return {
        tenantName,
        inviterName: inviter.name,
        expiresAt: invitation.expiresAt.toISOString(),
        name,
        email: email ?? invitation.email,
        mobile,
        account,
      };
    });
  }

  async run(token: string, command: AcceptCommand, client: ClientInfo): Promise<SignedIn> {
    const known = readToken(token);
    if (!known) throw AppError.notFound();
    const { preset, account } = await this.database.transaction(known.tenantId, async (unit) => {
      const { user } = await openInvitation(unit, known.hash);
      const names = namesOf(command, user);
      return {
        preset: user,
        account: user?.accountId
          ? await unit.accounts.findOneBy({ id: user.accountId })
          : await findAccount(unit, names),
      };
    });
    const names = namesOf(command, preset);
    const name = this.check(command, names, preset);
    if (account) await this.checkOwner(account, command, client);
    const passwordHash = account ? null : await hashPassword(command.password);
    return this.database.transaction(known.tenantId, async (unit) => {
      await unit.touchAccess();
      const open = await openInvitation(unit, known.hash);
      if (account) await checkUnchanged(unit, account);
      const accountId = account?.id ?? (await createAccount(unit, names, passwordHash ?? '')).id;
      const userId = open.user
        ? await complete(unit, open.user, { name, accountId })
        : await join(unit, open.invitation, { name, names, accountId });
      await unit.rows(Invitation).update({ id: open.invitation.id }, { uses: open.invitation.uses + 1 });
      const accessToken = await beginSession(unit, userId, client);
      await recordAudit(unit, { userId, action: 'invitation.accept', subjectId: open.invitation.id, ip: client.ip });
      const tenant = await unit.tenant();
      return { accessToken, tenant: { id: tenant.id, name: tenant.name }, user: { id: userId, name } };
    });
  }

  private check(command: AcceptCommand, names: AccountNames, preset: User | null): string {
    const issues: Issue[] = [];
    const name = readName(command.name ?? preset?.name ?? '', 'name', issues, 50) ?? '';
    readContact(command, issues);
    if (!names.email && !names.mobile && !names.handle)
      issues.push({ path: 'mobile', code: 'required', key: 'emailOrMobileRequired' });
    const weakness = passwordIssue(command.password, [names.email, names.mobile, names.handle, name]);
    if (weakness) issues.push(weakness);
    if (issues.length > 0) throw AppError.invalid(issues);
    return name;
  }

  /** A person with an account joins with its password; anybody else is told that the name is taken. */
  private async checkOwner(account: Account, { password, code }: AcceptCommand, client: ClientInfo): Promise<void> {
    const login = account.email ?? account.mobile ?? account.handle ?? account.id;
    if (!(await this.passwords.matches(account, password, { login, ip: client.ip })))
      throw loginTaken(account.mobile ? 'mobile' : 'email');
    await this.secondFactor.useOrThrow(account, code, client);
  }
}

/** What the administrator wrote counts: a link for 张三 does not make an account for another mobile. */
function namesOf(command: AcceptCommand, preset: User | null): AccountNames {
  const { email, mobile } = readContact(command, []);
  return { email: preset?.email ?? email, mobile: preset?.mobile ?? mobile, handle: preset?.handle ?? null };
}

async function openInvitation(unit: TenantUnit, tokenHash: Buffer): Promise<OpenInvitation> {
  const invitation = await unit.rows(Invitation).lockOne({ tokenHash });
  const isOpen =
    invitation && !invitation.revokedAt && invitation.expiresAt > new Date() && invitation.uses < invitation.maxUses;
  const inviter = isOpen ? await unit.rows(User).findOne({ id: invitation.inviterId }) : null;
  const user = isOpen && invitation.userId ? await unit.rows(User).findOne({ id: invitation.userId }) : null;
  // A link of somebody who has left, or for somebody who is disabled, is as good as revoked.
  if (!isOpen || inviter?.state !== 'active' || (user && user.state !== 'invited')) throw AppError.notFound();
  return { invitation, inviter, user };
}

async function complete(unit: TenantUnit, user: User, by: { name: string; accountId: string }): Promise<string> {
  await joinTenant(unit, by.accountId, { userId: user.id, state: 'active' });
  await unit.rows(User).update({ id: user.id }, { accountId: by.accountId, name: by.name, state: 'active' });
  return user.id;
}

async function join(
  unit: TenantUnit,
  invitation: Invitation,
  by: { name: string; names: AccountNames; accountId: string },
): Promise<string> {
  const { name, names, accountId } = by;
  const present = await unit.rows(User).findOne({ accountId });
  if (present?.state === 'disabled') throw AppError.notAllowed('userDisabled');
  if (present?.state === 'active')
    throw new AppError(409, 'notUnique', {
      key: 'alreadyMember',
      issues: [{ path: '', code: 'notUnique', key: 'alreadyMember' }],
    });
  if (present) return complete(unit, present, by);
  const id = newId();
  await joinTenant(unit, accountId, { userId: id, state: 'active' });
  const departmentId = invitation.departmentId ?? (await rootDepartment(unit));
  const { superiorId, roleIds } = invitation;
  const { email, mobile } = names;
  await unit
    .rows(User)
    .insert({ id, accountId, name, email, mobile, departmentId, superiorId, state: 'active', notify: {} });
  await unit.rows(UserRole).insert(...roleIds.map((roleId) => ({ userId: id, roleId })));
  return id;
}
