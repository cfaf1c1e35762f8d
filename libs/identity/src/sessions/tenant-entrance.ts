import { AppError } from '@ruyi/contract/errors';
import type { Account } from '../entities/account.js';
import { AccountTenant } from '../entities/account-tenant.js';
import { User } from '../entities/user.js';
import { recordAudit } from '../audit/record-audit.js';
import type { Membership } from '../logins/account-finder.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import { beginSession } from './begin-session.js';
import type { ClientInfo } from './client-info.js';
import type { SignedIn } from './signed-in.js';

/** Lets an account whose password or session has been checked into one of its companies. */
export class TenantEntrance {
  constructor(private readonly database: IdentityDatabase) {}

  /** `account` is as it was when its password was checked: one that changed since lets nobody in. */
  async enter(account: Account, membership: Membership, client: ClientInfo): Promise<SignedIn> {
    const { tenantId } = membership;
    return this.database.transaction(tenantId, async (unit) => {
      const user = await unit.rows(User).lockOne({ accountId: account.id });
      const present = await unit.accounts.findOne({ where: { id: account.id }, lock: { mode: 'pessimistic_read' } });
      if (!user || user.state === 'disabled' || !present || present.passwordHash !== account.passwordHash) {
        throw new AppError(401, 'unauthenticated', { key: 'wrongLogin' });
      }
      if (user.state === 'invited') {
        await unit.touchAccess();
        await unit.rows(User).update({ id: user.id }, { state: 'active' });
        await unit.rows(AccountTenant).update({ accountId: account.id }, { state: 'active' });
      }
      const accessToken = await beginSession(unit, user.id, client);
      await recordAudit(unit, { userId: user.id, action: 'login', subjectId: user.id, ip: client.ip });
      return { accessToken, tenant: { id: tenantId, name: membership.name }, user: { id: user.id, name: user.name } };
    });
  }
}
