import { AppError } from '@ruyi/contract/errors';
import type { AccountFinder } from '../logins/account-finder.js';
import type { ClientInfo } from '../sessions/client-info.js';
import { personOrThrow } from '../sessions/person-session.js';
import type { OpenSession } from '../sessions/session-reader.js';
import type { PasswordCheck } from './password-check.js';

/** Asks for the password again, where a session that somebody left open must not be enough. */
export class ConfirmPassword {
  constructor(
    private readonly accounts: AccountFinder,
    private readonly passwords: PasswordCheck,
  ) {}

  /** 422 at `password` for a wrong one; guesses are counted as at the log-in. */
  async orThrow(session: OpenSession, password: string, client: ClientInfo): Promise<void> {
    const { accountId } = personOrThrow(session);
    const account = await this.accounts.byId(accountId);
    const login = account?.email ?? account?.mobile ?? account?.handle ?? accountId;
    if (!(await this.passwords.matches(account, password, { login, ip: client.ip })))
      throw AppError.invalid([{ path: 'password', code: 'notAllowed', key: 'wrongPassword' }]);
  }
}
