import { AppError } from '@ruyi/contract/errors';
import type { Account } from '../entities/account.js';
import type { LoginThrottle } from '../logins/login-throttle.js';
import { networkOf } from '../logins/network-of.js';
import { Turns } from './turns.js';
import { verifyPassword } from '../passwords/password-hash.js';

/** Verifies passwords behind the throttle; every door that takes one goes through it. */
export class PasswordCheck {
  /** Guesses at one name from one address wait for each other: a hundred at once are no way past the limit. */
  private readonly turns = new Turns();

  constructor(private readonly throttle: LoginThrottle) {}

  /** Whether it is the account's password; takes as long for an account that does not exist. */
  async matches(
    account: Account | null,
    password: string,
    attempt: { readonly login: string; readonly ip: string },
  ): Promise<boolean> {
    return this.turns.take(`${attempt.login} ${networkOf(attempt.ip)}`, async () => {
      await this.throttle.checkOrThrow(attempt.login, attempt.ip);
      const right = await verifyPassword(password, account?.passwordHash ?? null);
      if (right) await this.throttle.succeed(attempt.login, attempt.ip);
      else await this.throttle.fail(attempt.login, attempt.ip);
      return right;
    });
  }

  async matchesOrThrow(
    account: Account | null,
    password: string,
    attempt: { readonly login: string; readonly ip: string },
  ): Promise<Account> {
    if ((await this.matches(account, password, attempt)) && account) return account;
    throw new AppError(401, 'unauthenticated', { key: 'wrongLogin' });
  }
}
