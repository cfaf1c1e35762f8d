import { AppError } from '@ruyi/contract/errors';
import { newId } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import { PasswordReset } from '../entities/password-reset.js';
import type { AccountFinder } from '../logins/account-finder.js';
import { readLoginName } from '../logins/login-name.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import { issueToken } from '../tokens/opaque-token.js';
import { RESET_HOURS } from './forgot-password.js';

/** For whoever runs the install: a link by which a person without working mail chooses a password. */
export class OperatorReset {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly accounts: AccountFinder,
  ) {}

  /**
   * Answers the path of the client, `/reset/…`, good once for two hours. Throws 404 for a log-in that nobody has. Every
   * company that the person works in is told: the password opens all of them.
   */
  async run(login: string, by: string): Promise<string> {
    const name = readLoginName(login);
    const account = name && (await this.accounts.byLogin(name));
    const [membership, ...others] = account ? await this.accounts.memberships(account.id) : [];
    if (!account || !membership) throw AppError.notFound();
    const { token, hash } = issueToken(membership.tenantId);
    const entry = { userId: null, action: 'operator.passwordLink', detail: { login, by } };
    await this.database.transaction(membership.tenantId, async (unit) => {
      await unit.rows(PasswordReset).insert({
        id: newId(),
        tokenHash: hash,
        accountId: account.id,
        expiresAt: new Date(Date.now() + RESET_HOURS * 3_600_000),
      });
      await recordAudit(unit, entry);
    });
    for (const { tenantId } of others) await this.database.transaction(tenantId, (unit) => recordAudit(unit, entry));
    return `/reset/${token}`;
  }
}
