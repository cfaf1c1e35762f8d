import { AppError } from '@ruyi/contract/errors';
import { IsNull, MoreThan } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { PasswordReset } from '../entities/password-reset.js';
import { User } from '../entities/user.js';
import type { ClientInfo } from '../sessions/client-info.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import { readToken } from '../tokens/opaque-token.js';
import { hashPassword } from './password-hash.js';
import { passwordIssue } from './password-policy.js';
import { setPassword } from './set-password.js';

/** Sets a new password by the link of {@link ForgotPassword}; a link works once. */
export class ResetPassword {
  constructor(private readonly database: IdentityDatabase) {}

  async run(command: { readonly token: string; readonly password: string }, client: ClientInfo): Promise<void> {
    const weakness = passwordIssue(command.password, []);
    if (weakness) throw AppError.invalid([weakness]);
    const known = readToken(command.token);
    if (!known) throw expired();
    const passwordHash = await hashPassword(command.password);
    await this.database.transaction(known.tenantId, async (unit) => {
      const open = { tokenHash: known.hash, usedAt: IsNull(), expiresAt: MoreThan(new Date()) };
      const reset = await unit.rows(PasswordReset).lockOne(open);
      if (!reset) throw expired();
      // Every link that is still out goes with it.
      await unit.rows(PasswordReset).update({ accountId: reset.accountId, usedAt: IsNull() }, { usedAt: new Date() });
      await setPassword(unit, reset.accountId, passwordHash);
      const user = await unit.rows(User).findOne({ accountId: reset.accountId });
      const userId = user?.id ?? null;
      await recordAudit(unit, { userId, action: 'password.reset', subjectId: userId, ip: client.ip });
    });
  }
}

function expired(): AppError {
  return new AppError(422, 'expired', {
    key: 'linkExpired',
    issues: [{ path: 'token', code: 'expired', key: 'linkExpired' }],
  });
}
