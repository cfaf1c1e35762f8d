import { AppError } from '@ruyi/contract/errors';
import { Account } from '../entities/account.js';
import type { AccountFinder } from '../logins/account-finder.js';
import { normaliseAccountName, readLoginName } from '../logins/login-name.js';
import type { PasswordCheck } from '../passwords/password-check.js';
import { hashPassword, needsRehash } from '../passwords/password-hash.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { ClientInfo } from './client-info.js';
import type { SignedIn, TenantChoice } from './signed-in.js';
import type { TenantEntrance } from './tenant-entrance.js';

export interface LogInCommand {
  readonly login: string;
  readonly password: string;
  readonly tenantId?: string | undefined;
}

/** Checks a password and opens a session, or asks in which company. */
export class LogIn {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly accounts: AccountFinder,
    private readonly passwords: PasswordCheck,
    private readonly entrance: TenantEntrance,
  ) {}

  async run(command: LogInCommand, client: ClientInfo): Promise<SignedIn | TenantChoice> {
    const login = readLoginName(command.login);
    const found = login ? await this.accounts.byLogin(login) : await this.byAccountName(command);
    const attempt = { login: login?.value ?? command.login, ip: client.ip };
    const account = await this.strengthened(
      await this.passwords.matchesOrThrow(found, command.password, attempt),
      command.password,
    );
    const memberships = await this.accounts.memberships(account.id);
    if (memberships.length === 0) throw new AppError(401, 'unauthenticated', { key: 'userDisabled' });
    const wanted = command.tenantId ?? (memberships.length === 1 ? memberships[0]?.tenantId : undefined);
    if (wanted === undefined) return { choose: memberships.map(({ tenantId, name }) => ({ tenantId, name })) };
    const membership = memberships.find(({ tenantId }) => tenantId === wanted);
    if (!membership) throw AppError.invalid([{ path: 'tenantId', code: 'notFound' }]);
    return this.entrance.enter(account, membership, client);
  }

  /** Staff with neither e-mail nor mobile, whose client remembers the company. */
  private async byAccountName({ login, tenantId }: LogInCommand): Promise<Account | null> {
    const account = normaliseAccountName(login);
    return account && tenantId ? this.accounts.byAccountName(account, tenantId) : null;
  }

  /** Replaces a hash of a lower cost while the password is at hand. */
  private async strengthened(account: Account, password: string): Promise<Account> {
    if (!account.passwordHash || !needsRehash(account.passwordHash)) return account;
    const passwordHash = await hashPassword(password);
    await this.database.tenantless((manager) =>
      manager
        .getRepository(Account)
        .update({ id: account.id, passwordHash: account.passwordHash ?? '' }, { passwordHash }),
    );
    return (await this.accounts.byId(account.id)) ?? account;
  }
}
