import { AppError } from '@ruyi/contract/errors';
import type { Account } from '../entities/account.js';
import { AccountTenant } from '../entities/account-tenant.js';
import { User } from '../entities/user.js';
import { recordAudit } from '../audit/record-audit.js';
import type { Refusals } from '../audit/refusals.js';
import type { Membership } from '../logins/account-finder.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import { beginSession } from './begin-session.js';
import type { ClientInfo } from './client-info.js';
import type { FactorUsed } from '../second-factor/second-factor-check.js';
import type { SignedIn, TenantChoice } from './signed-in.js';

/** Who comes, and what they have shown beside the password. */
export interface Entering {
  readonly client: ClientInfo;
  /** Null: the account has no second factor, or the session that it comes from has passed it. */
  readonly secondFactor: FactorUsed | null;
}

/** Lets an account whose password or session has been checked into one of its companies. */
export class TenantEntrance {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly refusals: Refusals,
  ) {}

  /** Into the wanted company, or the only one; of several without a wish, the choice. */
  async enterWanted(
    account: Account,
    memberships: readonly Membership[],
    { tenantId, ...entering }: Entering & { readonly tenantId: string | undefined },
  ): Promise<SignedIn | TenantChoice> {
    if (memberships.length === 0) {
      await this.refusals.disabled(account, tenantId, entering.client);
      throw new AppError(401, 'unauthenticated', { key: 'userDisabled' });
    }
    const wanted = tenantId ?? (memberships.length === 1 ? memberships[0]?.tenantId : undefined);
    if (wanted === undefined) return { choose: memberships.map(({ tenantId: id, name }) => ({ tenantId: id, name })) };
    const membership = memberships.find((each) => each.tenantId === wanted);
    if (!membership) {
      await this.refusals.disabled(account, wanted, entering.client);
      throw AppError.invalid([{ path: 'tenantId', code: 'notFound' }]);
    }
    return this.enter(account, membership, entering);
  }

  /** `account` is as it was when its password was checked: one that changed since lets nobody in. */
  async enter(account: Account, membership: Membership, { client, secondFactor }: Entering): Promise<SignedIn> {
    const { tenantId } = membership;
    return this.database.transaction(tenantId, async (unit) => {
      const user = await unit.rows(User).lockOne({ accountId: account.id });
      const present = await unit.accounts.findOne({ where: { id: account.id }, lock: { mode: 'pessimistic_read' } });
      const isAsChecked =
        present?.passwordHash === account.passwordHash && present?.secondFactorSecret === account.secondFactorSecret;
      if (!user || user.state === 'disabled' || !present || !isAsChecked) {
        throw new AppError(401, 'unauthenticated', { key: 'wrongLogin' });
      }
      if (user.state === 'invited') {
        await unit.touchAccess();
        await unit.rows(User).update({ id: user.id }, { state: 'active' });
        await unit.rows(AccountTenant).update({ accountId: account.id }, { state: 'active' });
      }
      const accessToken = await beginSession(unit, user.id, client);
      await recordAudit(unit, {
        userId: user.id,
        action: 'login',
        subjectId: user.id,
        detail: secondFactor ? { secondFactor } : {},
        ip: client.ip,
      });
      return { accessToken, tenant: { id: tenantId, name: membership.name }, user: { id: user.id, name: user.name } };
    });
  }
}
