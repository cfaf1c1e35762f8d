import { AppError } from '@ruyi/contract/errors';
import type { AccountFinder } from '../logins/account-finder.js';
import type { ClientInfo } from './client-info.js';
import type { OpenSession } from './session-reader.js';
import type { SignedIn } from './signed-in.js';
import type { TenantEntrance } from './tenant-entrance.js';

/**
 * Moves from one company of the account to another by a session there; the one here is the caller's to end. No second step:
 * the session that asks has passed it, since all that were open before it was set up ended then.
 */
export class SwitchTenant {
  constructor(
    private readonly accounts: AccountFinder,
    private readonly entrance: TenantEntrance,
  ) {}

  async run(session: OpenSession, tenantId: string, client: ClientInfo): Promise<SignedIn> {
    if (session.accountId === null) throw AppError.notAllowed('notForKeys');
    const account = await this.accounts.byId(session.accountId);
    const memberships = account ? await this.accounts.memberships(account.id) : [];
    const membership = memberships.find((each) => each.tenantId === tenantId);
    if (!account || !membership) throw AppError.invalid([{ path: 'tenantId', code: 'notFound' }]);
    return this.entrance.enter(account, membership, { client, secondFactor: null });
  }
}
