import { AppError } from '@ruyi/contract/errors';
import type { Refusals } from '../audit/refusals.js';
import type { Account } from '../entities/account.js';
import type { LoginThrottle } from '../logins/login-throttle.js';
import { networkOf } from '../logins/network-of.js';
import { Turns } from './turns.js';
import { verifyPassword } from '../passwords/password-hash.js';

/** Which name is tried from which address. */
interface Attempt {
  readonly login: string;
  readonly ip: string;
}

/** What the audit log calls it: at the log-in, or where a password is asked for elsewhere. */
type Door = 'login' | 'password';

/** Verifies passwords behind the throttle; every door that takes one goes through it. */
export class PasswordCheck {
  /** Guesses at one name from one address wait for each other: a hundred at once are no way past the limit. */
  private readonly turns = new Turns();

  constructor(
    private readonly throttle: LoginThrottle,
    private readonly refusals: Refusals,
  ) {}

  /** Whether it is the account's password; takes as long for an account that does not exist. */
  matches(account: Account | null, password: string, attempt: Attempt): Promise<boolean> {
    return this.turns.take(`${attempt.login} ${networkOf(attempt.ip)}`, () =>
      this.check(account, password, attempt, 'password'),
    );
  }

  /** The same at the log-in, where a wrong password is refused as an unknown name is. */
  async matchesOrThrow(account: Account | null, password: string, attempt: Attempt): Promise<Account> {
    const matches = await this.turns.take(`${attempt.login} ${networkOf(attempt.ip)}`, () =>
      this.check(account, password, attempt, 'login'),
    );
    if (matches && account) return account;
    throw new AppError(401, 'unauthenticated', { key: 'wrongLogin' });
  }

  private async check(account: Account | null, password: string, attempt: Attempt, door: Door): Promise<boolean> {
    try {
      await this.throttle.checkOrThrow(attempt.login, attempt.ip);
    } catch (error) {
      if (account && error instanceof AppError && error.status === 429)
        this.refusals.accountBehind(account, `${door}.locked`, attempt);
      throw error;
    }
    const right = await verifyPassword(password, account?.passwordHash ?? null);
    if (right) await this.throttle.succeed(attempt.login, attempt.ip);
    else await this.throttle.fail(attempt.login, attempt.ip);
    if (account && !right) this.refusals.accountBehind(account, `${door}.failed`, attempt);
    return right;
  }
}
