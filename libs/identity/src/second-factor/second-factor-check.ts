import { AppError } from '@ruyi/contract/errors';
import type { SecretBox } from '@ruyi/engine/messages';
import type { Account } from '../entities/account.js';
import type { Refusals } from '../audit/refusals.js';
import type { ClientInfo } from '../sessions/client-info.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { CodeThrottle } from './code-throttle.js';
import { ownerOfSecret } from './owner-of-secret.js';
import { recoveryHash } from './recovery-codes.js';
import { stepOfCode } from './totp-codes.js';

/** By what the second step was passed. */
export type FactorUsed = 'code' | 'recoveryCode';

/** Takes codes and recovery codes, each once; every door that asks for one goes through it. */
export class SecondFactorCheck {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly refusals: Refusals,
    private readonly throttle: CodeThrottle,
    private readonly secrets: SecretBox,
  ) {}

  /** Uses up what was typed; refuses with 422 at `code`, and with 429 after too many. Null: the account has no second factor. */
  async useOrThrow(account: Account, typed: string | undefined, client: ClientInfo): Promise<FactorUsed | null> {
    if (!account.secondFactorSecret) return null;
    if (!typed?.trim()) throw AppError.invalid([{ path: 'code', code: 'required', key: 'codeRequired' }]);
    try {
      await this.throttle.takeOrThrow(account.id, client.ip);
    } catch (error) {
      if (error instanceof AppError && error.status === 429)
        await this.refusals.account(account, 'secondFactor.locked', client);
      throw error;
    }
    const used = await this.use(account.id, account.secondFactorSecret, typed);
    if (used) {
      await this.throttle.succeed(account.id, client.ip);
      return used;
    }
    await this.throttle.fail(account.id, client.ip);
    await this.refusals.account(account, 'secondFactor.failed', client);
    throw AppError.invalid([{ path: 'code', code: 'notAllowed', key: 'wrongCode' }]);
  }

  private async use(accountId: string, sealed: string, typed: string): Promise<FactorUsed | null> {
    // First what needs no secret: recovery codes help even where the install's key was lost.
    const hash = recoveryHash(typed);
    if (hash !== null) return (await this.takeRecovery(accountId, sealed, hash)) ? 'recoveryCode' : null;
    const digits = typed.normalize('NFKC').replace(/[\s-]/g, '');
    const step = stepOfCode(this.secrets.open(ownerOfSecret(accountId), sealed), digits, Date.now());
    return step !== null && (await this.takeStep(accountId, sealed, step)) ? 'code' : null;
  }

  /** One statement decides: of two that bring the same code at once, the second waits for the row and finds it taken. */
  private async takeStep(accountId: string, sealed: string, step: number): Promise<boolean> {
    const rows = await this.database.tenantlessQuery({
      text: `update account set second_factor_step = $3
              where id = $1 and second_factor_secret = $2 and coalesce(second_factor_step, 0) < $3 returning 1`,
      values: [accountId, sealed, step],
    });
    return rows.length > 0;
  }

  private async takeRecovery(accountId: string, sealed: string, hash: string): Promise<boolean> {
    const rows = await this.database.tenantlessQuery({
      text: `update account set recovery_codes = array_remove(recovery_codes, $3)
              where id = $1 and second_factor_secret = $2 and $3 = any(recovery_codes) returning 1`,
      values: [accountId, sealed, hash],
    });
    return rows.length > 0;
  }
}
