import { randomInt } from 'node:crypto';
import { AppError, type Issue } from '@ruyi/contract/errors';
import type { Locale } from '@ruyi/contract/metadata';
import { SEEDED_ROLES } from '@ruyi/contract/access';
import { newId, type Context } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import { Account } from '../entities/account.js';
import { AccountTenant } from '../entities/account-tenant.js';
import { Department } from '../entities/department.js';
import { RoleRow } from '../entities/role-row.js';
import { User } from '../entities/user.js';
import { UserRole } from '../entities/user-role.js';
import { checkUnchanged } from '../logins/check-unchanged.js';
import type { AccountFinder } from '../logins/account-finder.js';
import { readContact } from '../logins/login-name.js';
import { readName } from '../logins/read-name.js';
import type { PasswordCheck } from '../passwords/password-check.js';
import { hashPassword } from '../passwords/password-hash.js';
import { passwordIssue } from '../passwords/password-policy.js';
import { beginSession } from '../sessions/begin-session.js';
import type { SecondFactorCheck } from '../second-factor/second-factor-check.js';
import type { ClientInfo } from '../sessions/client-info.js';
import type { SignedIn } from '../sessions/signed-in.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { TenantUnit } from '../store/tenant-unit.js';
import type { TenantBootstrap } from './tenant-bootstrap.js';

export interface SignUpCommand {
  readonly companyName: string;
  readonly name: string;
  readonly email?: string | null | undefined;
  readonly mobile?: string | null | undefined;
  readonly password: string;
  readonly locale?: Locale | undefined;
  /** Of the second factor of an account that exists and has one. */
  readonly code?: string | undefined;
}

interface CheckedSignUp {
  readonly companyName: string;
  readonly name: string;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly locale: Locale;
}

const TIME_ZONE = 'Asia/Shanghai';
const BASE_CURRENCY = 'CNY';

/** Makes a company with its first administrator: a stranger is at work after one form. */
export class SignUp {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly accounts: AccountFinder,
    private readonly passwords: PasswordCheck,
    private readonly secondFactor: SecondFactorCheck,
    private readonly bootstraps: readonly TenantBootstrap[],
  ) {}

  async run(command: SignUpCommand, client: ClientInfo): Promise<SignedIn> {
    const checked = check(command);
    const account = await this.accountFor(checked, command, client);
    const tenantId = newId();
    return this.database.transaction(tenantId, async (unit) => {
      const userId = newId();
      await this.insertCompany(unit, checked);
      if (account.isNew) await unit.accounts.insert(account.row);
      else await checkUnchanged(unit, account.row);
      await this.insertPeople(unit, checked, { accountId: account.row.id, userId });
      const ctx = firstContext({ tenantId, userId, locale: checked.locale, requestId: client.requestId ?? null });
      for (const each of this.bootstraps) await each.bootstrap(ctx, unit.tx);
      const accessToken = await beginSession(unit, userId, client);
      await recordAudit(unit, { userId, action: 'tenant.create', subjectId: tenantId, ip: client.ip });
      return {
        accessToken,
        tenant: { id: tenantId, name: checked.companyName },
        user: { id: userId, name: checked.name },
      };
    });
  }

  /** A new account; or, for whoever knows its password, the one that has this e-mail or mobile already. */
  private async accountFor(
    command: CheckedSignUp,
    { password, code }: Pick<SignUpCommand, 'password' | 'code'>,
    client: ClientInfo,
  ): Promise<{ row: Account; isNew: boolean }> {
    const { email, mobile } = command;
    const known = [
      email ? await this.accounts.byLogin({ kind: 'email', value: email }) : null,
      mobile ? await this.accounts.byLogin({ kind: 'mobile', value: mobile }) : null,
    ];
    const taken = known[0] ?? known[1];
    if (!taken) {
      const row = Object.assign(new Account(), {
        id: newId(),
        email,
        mobile,
        handle: null,
        passwordHash: await hashPassword(password),
        sessionsSince: new Date(0),
      });
      return { row, isNew: true };
    }
    const isSame = known.every((each, index) => each?.id === taken.id || (!each && !(index === 0 ? email : mobile)));
    if (
      isSame &&
      (await this.passwords.matches(taken, password, { login: taken.email ?? taken.mobile ?? taken.id, ip: client.ip }))
    ) {
      await this.secondFactor.useOrThrow(taken, code, client);
      return { row: taken, isNew: false };
    }
    const issues = (['email', 'mobile'] as const)
      .filter((_, index) => known[index])
      .map((path) => ({ path, code: 'notUnique' as const, key: 'loginTaken' as const }));
    throw new AppError(409, 'notUnique', { key: 'loginTaken', issues });
  }

  private async insertCompany(unit: TenantUnit, { companyName, locale }: CheckedSignUp): Promise<void> {
    const id = unit.tenantId;
    await unit.insertTenant({
      id,
      code: await freeCode(unit),
      name: companyName,
      locale,
      timeZone: TIME_ZONE,
      baseCurrency: BASE_CURRENCY,
      settings: {},
    });
  }

  private async insertPeople(
    unit: TenantUnit,
    command: CheckedSignUp,
    ids: { accountId: string; userId: string },
  ): Promise<void> {
    const departmentId = newId();
    const { userId, accountId } = ids;
    const { name, email, mobile } = command;
    const roles = SEEDED_ROLES.map((key) => ({ id: newId(), key, name: null, permissions: null, fields: [] }));
    const admin = roles[0];
    if (!admin) throw new Error('There is no role for administrators.');
    await unit.rows(AccountTenant).insert({ accountId, userId, state: 'active' });
    await unit.rows(Department).insert({ id: departmentId, name: command.companyName });
    await unit
      .rows(User)
      .insert({ id: userId, accountId, name, email, mobile, departmentId, state: 'active', notify: {} });
    await unit.rows(Department).update({ id: departmentId }, { leaderId: userId });
    await unit.rows(RoleRow).insert(...roles);
    await unit.rows(UserRole).insert({ userId, roleId: admin.id });
  }
}

function check(command: SignUpCommand): CheckedSignUp {
  const issues: Issue[] = [];
  const companyName = readName(command.companyName, 'companyName', issues);
  const name = readName(command.name, 'name', issues, 50);
  const { email, mobile } = readContact(command, issues);
  if (!command.email && !command.mobile) issues.push({ path: 'email', code: 'required', key: 'emailOrMobileRequired' });
  const weakness = passwordIssue(command.password, [email, mobile, command.name, command.companyName]);
  if (weakness) issues.push(weakness);
  if (issues.length > 0 || companyName === null || name === null) throw AppError.invalid(issues);
  return { companyName, name, email, mobile, locale: command.locale ?? 'zh-CN' };
}

/** Eight digits that no company has yet; two that draw the same at once are told apart by the unique key. */
async function freeCode(unit: TenantUnit): Promise<string> {
  for (;;) {
    const code = String(randomInt(10_000_000, 100_000_000));
    const taken = await unit.tx.query({ text: 'select 1 from tenant where code = $1', values: [code] });
    if (taken.length === 0) return code;
  }
}

function firstContext(of: Pick<Context, 'tenantId' | 'userId' | 'locale' | 'requestId'>): Context {
  return {
    ...of,
    timeZone: TIME_ZONE,
    baseCurrency: BASE_CURRENCY,
    modelVersion: 1,
    accessVersion: 1,
  };
}
