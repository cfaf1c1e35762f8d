import { Account } from '../entities/account.js';
import type { AccountFinder } from '../logins/account-finder.js';
import { normaliseAccountName, readLoginName } from '../logins/login-name.js';
import type { PasswordCheck } from '../passwords/password-check.js';
import { hashPassword, needsRehash } from '../passwords/password-hash.js';
import type { LogInSecondStep } from '../second-factor/log-in-second-step.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { ClientInfo } from './client-info.js';
import type { SecondFactorAsked, SignedIn, TenantChoice } from './signed-in.js';
import type { TenantEntrance } from './tenant-entrance.js';

export interface LogInCommand {
  readonly login: string;
  readonly password: string;
  readonly tenantId?: string | undefined;
}

/** Checks a password and opens a session, or asks for the second factor, or in which company. */
export class LogIn {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly accounts: AccountFinder,
    private readonly passwords: PasswordCheck,
    private readonly entrance: TenantEntrance,
    private readonly secondStep: LogInSecondStep,
  ) {}

  async run(command: LogInCommand, client: ClientInfo): Promise<SignedIn | TenantChoice | SecondFactorAsked> {
    const login = readLoginName(command.login);
    const found = login ? await this.accounts.byLogin(login) : await this.byAccountName(command);
    const attempt = { login: login?.value ?? command.login, ip: client.ip };
    const account = await this.strengthened(
      await this.passwords.matchesOrThrow(found, command.password, attempt),
      command.password,
    );
    if (account.secondFactorSecret) return this.secondStep.ask(account, command.tenantId);
    return this.entrance.enterWanted(account, await this.accounts.memberships(account.id), {
      tenantId: command.tenantId,
      client,
      secondFactor: null,
    });
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
