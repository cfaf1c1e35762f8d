import { Account } from '../entities/account.js';
import type { UserState } from '../entities/user-state.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { LoginName } from './login-name.js';

/** A company that an account works in. */
export interface Membership {
  readonly tenantId: string;
  readonly name: string;
  readonly userId: string;
  readonly state: UserState;
}

/** Looks accounts up before a tenant is known. */
export class AccountFinder {
  constructor(private readonly database: IdentityDatabase) {}

  byLogin(login: LoginName): Promise<Account | null> {
    return this.database.tenantless((manager) =>
      manager.getRepository(Account).findOneBy({ [login.kind]: login.value }),
    );
  }

  /** An account name without the company's number, in a company that is known. */
  async byAccountName(account: string, tenantId: string): Promise<Account | null> {
    const rows = await this.database.tenantlessQuery<{ code: string }>({
      text: 'select code from tenant where id = $1',
      values: [tenantId],
    });
    return rows[0] ? this.byLogin({ kind: 'handle', value: `${account}@${rows[0].code}` }) : null;
  }

  byId(id: string): Promise<Account | null> {
    return this.database.tenantless((manager) => manager.getRepository(Account).findOneBy({ id }));
  }

  /** Companies that the account may enter, by name. */
  memberships(accountId: string): Promise<Membership[]> {
    return this.#memberships(accountId, false);
  }

  /** Companies that have shut it out. */
  disabledMemberships(accountId: string): Promise<Membership[]> {
    return this.#memberships(accountId, true);
  }

  #memberships(accountId: string, disabled: boolean): Promise<Membership[]> {
    return this.database.tenantlessQuery<Membership>({
      text: `select m.tenant_id as "tenantId", t.name, m.user_id as "userId", m.state
               from account_tenant m join tenant t on t.id = m.tenant_id
              where m.account_id = $1 and (m.state = 'disabled') = $2 order by t.name, t.id`,
      values: [accountId, disabled],
    });
  }
}
