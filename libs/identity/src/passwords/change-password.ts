import { AppError } from '@ruyi/contract/errors';
import { recordAudit } from '../audit/record-audit.js';
import type { AccountFinder } from '../logins/account-finder.js';
import { beginSession } from '../sessions/begin-session.js';
import type { ClientInfo } from '../sessions/client-info.js';
import { personOrThrow } from '../sessions/person-session.js';
import type { OpenSession } from '../sessions/session-reader.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { PasswordCheck } from './password-check.js';
import { hashPassword } from './password-hash.js';
import { passwordIssue } from './password-policy.js';
import { setPassword } from './set-password.js';

export interface ChangePasswordCommand {
  readonly current: string;
  readonly password: string;
}

/** Changes one's own password: every session ends, and the caller gets a fresh one. */
export class ChangePassword {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly accounts: AccountFinder,
    private readonly passwords: PasswordCheck,
  ) {}

  /** Returns the token of the caller's new session. */
  async run(session: OpenSession, command: ChangePasswordCommand, client: ClientInfo): Promise<string> {
    const { accountId } = personOrThrow(session);
    const account = await this.accounts.byId(accountId);
    const login = account?.email ?? account?.mobile ?? account?.handle ?? accountId;
    if (!account || !(await this.passwords.matches(account, command.current, { login, ip: client.ip }))) {
      throw AppError.invalid([{ path: 'current', code: 'notAllowed', key: 'wrongPassword' }]);
    }
    const weakness = passwordIssue(command.password, [account.email, account.mobile, account.handle]);
    if (weakness) throw AppError.invalid([weakness]);
    const passwordHash = await hashPassword(command.password);
    return this.database.transaction(session.tenantId, async (unit) => {
      const present = await unit.accounts.findOne({ where: { id: account.id }, lock: { mode: 'pessimistic_write' } });
      if (present?.passwordHash !== account.passwordHash) throw new AppError(409, 'conflict');
      await setPassword(unit, account.id, passwordHash);
      const token = await beginSession(unit, session.userId, client);
      await recordAudit(unit, {
        userId: session.userId,
        action: 'password.change',
        subjectId: session.userId,
        ip: client.ip,
      });
      return token;
    });
  }
}
