import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import { User } from '../entities/user.js';
import type { AccountFinder } from '../logins/account-finder.js';
import { readLoginName } from '../logins/login-name.js';
import { checkMayManage } from '../people/administrator.js';
import { checkOwnAccount } from '../people/user-accounts.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { TenantUnit } from '../store/tenant-unit.js';
import { auditInCompanies } from './audit-in-companies.js';
import { clearSecondFactor } from './clear-second-factor.js';
import type { CodeThrottle } from './code-throttle.js';

/** Takes the second factor off for somebody who has lost phone and recovery codes; their sessions end with it. */
export class SecondFactorReset {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly accounts: AccountFinder,
    private readonly throttle: CodeThrottle,
  ) {}

  /** As with the password: of an account that other companies use too only the operator can. */
  async byAdministrator(ctx: Context, userId: string): Promise<void> {
    if (ctx.userId === userId) throw AppError.notAllowed('ownSecondFactor');
    const accountId = await this.database.transaction(ctx.tenantId, async (unit) => {
      await unit.touchAccess();
      const user = await unit.rows(User).lockOne({ id: userId });
      if (!user) throw AppError.notFound();
      await checkMayManage(unit, ctx, userId);
      if (!user.accountId) throw nothingToReset();
      await checkOwnAccount(unit, user.accountId);
      await reset(unit, user.accountId);
      const detail = { name: user.name };
      await recordAudit(unit, { userId: ctx.userId, action: 'secondFactor.reset', subjectId: userId, detail });
      return user.accountId;
    });
    await this.throttle.forget(accountId);
  }

  /** For whoever runs the install, by what the person logs in with. Throws 404 for a log-in that nobody has. */
  async byOperator(login: string, by: string): Promise<void> {
    const name = readLoginName(login);
    const account = name && (await this.accounts.byLogin(name));
    const [first, ...others] = account ? await this.accounts.memberships(account.id) : [];
    if (!account || !first) throw AppError.notFound();
    const entryOf = (userId: string) => ({
      userId: null,
      action: 'operator.secondFactor',
      subjectId: userId,
      detail: { login, by },
    });
    await this.database.transaction(first.tenantId, async (unit) => {
      await reset(unit, account.id);
      await recordAudit(unit, entryOf(first.userId));
    });
    await auditInCompanies(this.database, others, entryOf);
    await this.throttle.forget(account.id);
  }
}

async function reset(unit: TenantUnit, accountId: string): Promise<void> {
  if (!(await clearSecondFactor(unit, accountId))) throw nothingToReset();
  await unit.tx.query({
    text: 'update account set sessions_since = clock_timestamp() where id = $1',
    values: [accountId],
  });
}

function nothingToReset(): AppError {
  return new AppError(409, 'conflict', { key: 'secondFactorOff' });
}
