import { newId } from '@ruyi/engine/context';
import { PasswordReset } from '../entities/password-reset.js';
import type { AccountFinder } from '../logins/account-finder.js';
import { readLoginName } from '../logins/login-name.js';
import type { LoginThrottle } from '../logins/login-throttle.js';
import type { ClientInfo } from '../sessions/client-info.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import { issueToken } from '../tokens/opaque-token.js';
import type { IdentityMailer } from './identity-mailer.js';

export const RESET_HOURS = 2;

/** Mails a link to whoever forgot a password. Says nothing about who has an account. */
export class ForgotPassword {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly accounts: AccountFinder,
    private readonly throttle: LoginThrottle,
    private readonly mailer: IdentityMailer,
  ) {}

  /** `origin` is where the web client answers: `https://crm.example.com`. */
  async run(login: string, origin: string, client: ClientInfo): Promise<void> {
    const name = readLoginName(login);
    const attempt = `forgot:${name?.value ?? ''}`;
    await this.throttle.checkOrThrow(attempt, client.ip);
    await this.throttle.fail(attempt, client.ip);
    const account = name && (await this.accounts.byLogin(name));
    if (!account?.email) return;
    const membership = (await this.accounts.memberships(account.id))[0];
    if (!membership) return;
    const { email } = account;
    const { token, hash } = issueToken(membership.tenantId);
    await this.database.transaction(membership.tenantId, async (unit) => {
      await unit.rows(PasswordReset).insert({
        id: newId(),
        tokenHash: hash,
        accountId: account.id,
        expiresAt: new Date(Date.now() + RESET_HOURS * 3_600_000),
      });
      const { locale } = await unit.tenant();
      const url = `${origin}/reset/${token}`;
      const mail = { kind: 'passwordReset', to: email, locale, url, hours: RESET_HOURS } as const;
      await this.mailer.promise(unit.tx, mail, client.requestId ?? null);
    });
  }
}
