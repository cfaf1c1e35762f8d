import { createHash } from 'node:crypto';
import { AppError } from '@ruyi/contract/errors';
import type { LoginThrottle } from '../logins/login-throttle.js';
import type { IdentityDatabase } from '../store/identity-database.js';

/** Three of a million codes are good at a time: ten an hour find one in a day with a chance of 1 in 1,400. */
const ATTEMPTS = 10;
const MINUTES = 60;

/** Slows down guessing of codes, per account whatever the address, across processes. */
export class CodeThrottle {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly logins: LoginThrottle,
  ) {}

  /** Counts an attempt before it is looked at: a hundred at once in several processes are no way past the limit. */
  async takeOrThrow(accountId: string, ip: string): Promise<void> {
    await this.logins.checkOrThrow(nameOf(accountId), ip);
    const [row] = await this.database.tenantlessQuery<{ attempts: number; wait: number }>({
      text: `insert into login_throttle (key, failures, window_ends) values ($1, 1, now() + make_interval(mins => $2))
             on conflict (key) do update set
               failures = case when login_throttle.window_ends > now() then login_throttle.failures + 1 else 1 end,
               window_ends = case when login_throttle.window_ends > now() then login_throttle.window_ends else excluded.window_ends end
             returning failures as attempts, ceil(extract(epoch from window_ends - now()))::int as wait`,
      values: [keyOf(accountId), MINUTES],
    });
    if (row && row.attempts > ATTEMPTS)
      throw new AppError(429, 'tooManyRequests', { key: 'tooManyCodes', retryAfter: Math.max(1, row.wait) });
  }

  /** A wrong code counts for the address as a wrong password does. */
  fail(accountId: string, ip: string): Promise<void> {
    return this.logins.fail(nameOf(accountId), ip);
  }

  /** Whoever had a right one begins anew. */
  async succeed(accountId: string, ip: string): Promise<void> {
    await this.logins.succeed(nameOf(accountId), ip);
    await this.forget(accountId);
  }

  /** For a factor that is taken off: its failures are no longer of interest. */
  async forget(accountId: string): Promise<void> {
    await this.database.tenantlessQuery({
      text: 'delete from login_throttle where key = $1',
      values: [keyOf(accountId)],
    });
  }
}

function nameOf(accountId: string): string {
  return `code:${accountId}`;
}

function keyOf(accountId: string): string {
  return `code:${createHash('sha256').update(accountId).digest('base64url')}`;
}
