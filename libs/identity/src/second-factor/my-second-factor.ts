import { AppError } from '@ruyi/contract/errors';
import type { SecretBox } from '@ruyi/engine/messages';
import { recordAudit } from '../audit/record-audit.js';
import type { Account } from '../entities/account.js';
import type { AccountFinder } from '../logins/account-finder.js';
import type { PasswordCheck } from '../passwords/password-check.js';
import { beginSession } from '../sessions/begin-session.js';
import type { ClientInfo } from '../sessions/client-info.js';
import { personOrThrow, type PersonSession } from '../sessions/person-session.js';
import type { OpenSession } from '../sessions/session-reader.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { TenantUnit } from '../store/tenant-unit.js';
import { auditInCompanies } from './audit-in-companies.js';
import { clearSecondFactor } from './clear-second-factor.js';
import { ownerOfSecret } from './owner-of-secret.js';
import { issueRecoveryCodes } from './recovery-codes.js';
import { SealedTickets } from './sealed-tickets.js';
import type { SecondFactorCheck } from './second-factor-check.js';
import { newTotpSecret, stepOfCode, totpAddress } from './totp-codes.js';

/** How a person's own second factor stands. */
export interface SecondFactorState {
  readonly active: boolean;
  readonly since: string | null;
  readonly recoveryCodesLeft: number;
  /** The company that asks wants one of everybody. */
  readonly required: boolean;
}

/** What a person puts into their app; nothing is in force until a code of it was confirmed. */
export interface SecondFactorSetUp {
  readonly secret: string;
  /** `otpauth://…`, for a QR code. */
  readonly address: string;
  readonly token: string;
  readonly expiresAt: string;
}

interface SetUpTicket {
  readonly accountId: string;
  readonly secret: string;
  /** The password was asked for with this one in force. */
  readonly passwordHash: string | null;
}

const ISSUER = '如意CRM';
const MINUTES = 15;

/** One's own second factor: set up, off, new recovery codes. It belongs to the account, so it holds in all its companies. */
export class MySecondFactor {
  private readonly tickets: SealedTickets<SetUpTicket>;

  constructor(
    private readonly database: IdentityDatabase,
    private readonly accounts: AccountFinder,
    private readonly passwords: PasswordCheck,
    private readonly check: SecondFactorCheck,
    private readonly secrets: SecretBox,
  ) {
    this.tickets = new SealedTickets(secrets, 'second factor', MINUTES);
  }

  async state({ accountId, tenantId }: Pick<OpenSession, 'accountId' | 'tenantId'>): Promise<SecondFactorState> {
    const [row] = await this.database.tenantlessQuery<{ since: Date | null; left: number; required: boolean }>({
      text: `select a.second_factor_since as since, cardinality(a.recovery_codes) as left, t.second_factor_required as required
               from account a, tenant t where a.id = $1 and t.id = $2`,
      values: [accountId, tenantId],
    });
    if (!row) throw AppError.notFound();
    const { since, left, required } = row;
    return { active: since !== null, since: since?.toISOString() ?? null, recoveryCodesLeft: left, required };
  }

  /** Makes a secret for whoever knows the password. */
  async begin(caller: OpenSession, password: string, client: ClientInfo): Promise<SecondFactorSetUp> {
    const session = personOrThrow(caller);
    const account = await this.asked(session, password, client);
    if (account.secondFactorSecret) throw new AppError(409, 'conflict', { key: 'secondFactorOn' });
    const secret = newTotpSecret();
    const address = totpAddress(secret, { issuer: ISSUER, label: loginOf(account) });
    const { id: accountId, passwordHash } = account;
    return { secret, address, ...this.tickets.issue({ accountId, secret, passwordHash }) };
  }

  /** Turns it on: every session of before ends, the caller gets a fresh one, and the recovery codes are told this once. */
  async confirm(
    caller: OpenSession,
    command: { readonly token: string; readonly code: string },
    client: ClientInfo,
  ): Promise<{ readonly accessToken: string; readonly recoveryCodes: readonly string[] }> {
    const session = personOrThrow(caller);
    const ticket = this.tickets.read(command.token);
    if (ticket?.accountId !== session.accountId) throw setUpExpired();
    const step = stepOfCode(ticket.secret, command.code.normalize('NFKC').replace(/\s/g, ''), Date.now());
    if (step === null) throw AppError.invalid([{ path: 'code', code: 'notAllowed', key: 'wrongSetUpCode' }]);
    const { codes, hashes } = issueRecoveryCodes();
    const sealed = this.secrets.seal(ownerOfSecret(session.accountId), ticket.secret);
    const accessToken = await this.database.transaction(session.tenantId, async (unit) => {
      const present = await lockAccount(unit, session.accountId);
      if (present.passwordHash !== ticket.passwordHash) throw setUpExpired();
      if (present.secondFactorSecret) throw new AppError(409, 'conflict', { key: 'secondFactorOn' });
      await unit.tx.query({
        text: `update account set second_factor_secret = $2, second_factor_since = now(), second_factor_step = $3,
                 recovery_codes = $4, sessions_since = clock_timestamp() where id = $1`,
        values: [session.accountId, sealed, step, hashes],
      });
      const token = await beginSession(unit, session.userId, client);
      await recordAudit(unit, entry('secondFactor.on', session.userId, client));
      return token;
    });
    await this.tellOthers(session, 'secondFactor.on', client);
    return { accessToken, recoveryCodes: codes };
  }

  /** For whoever knows the password and has a code. */
  async turnOff(
    caller: OpenSession,
    command: { readonly password: string; readonly code: string },
    client: ClientInfo,
  ): Promise<void> {
    const session = personOrThrow(caller);
    await this.prove(session, command, client);
    await this.database.transaction(session.tenantId, async (unit) => {
      if (!(await clearSecondFactor(unit, session.accountId))) throw off();
      await recordAudit(unit, entry('secondFactor.off', session.userId, client));
    });
    await this.tellOthers(session, 'secondFactor.off', client);
  }

  /** Ten fresh codes; those of before are void. */
  async renewCodes(
    caller: OpenSession,
    command: { readonly password: string; readonly code: string },
    client: ClientInfo,
  ): Promise<readonly string[]> {
    const session = personOrThrow(caller);
    await this.prove(session, command, client);
    const { codes, hashes } = issueRecoveryCodes();
    await this.database.transaction(session.tenantId, async (unit) => {
      const changed = await unit.tx.query({
        text: 'update account set recovery_codes = $2 where id = $1 and second_factor_secret is not null returning 1',
        values: [session.accountId, hashes],
      });
      if (changed.length === 0) throw off();
      await recordAudit(unit, entry('secondFactor.codes', session.userId, client));
    });
    return codes;
  }

  private async prove(
    session: PersonSession,
    { password, code }: { readonly password: string; readonly code: string },
    client: ClientInfo,
  ): Promise<void> {
    const account = await this.asked(session, password, client);
    if (!account.secondFactorSecret) throw off();
    await this.check.useOrThrow(account, code, client);
  }

  private async asked(session: PersonSession, password: string, client: ClientInfo): Promise<Account> {
    const account = await this.accounts.byId(session.accountId);
    const attempt = { login: account ? loginOf(account) : session.accountId, ip: client.ip };
    if (account && (await this.passwords.matches(account, password, attempt))) return account;
    throw AppError.invalid([{ path: 'password', code: 'notAllowed', key: 'wrongPassword' }]);
  }

  private async tellOthers(session: PersonSession, action: string, client: ClientInfo): Promise<void> {
    const memberships = await this.accounts.memberships(session.accountId);
    const others = memberships.filter(({ tenantId }) => tenantId !== session.tenantId);
    await auditInCompanies(this.database, others, (userId) => entry(action, userId, client));
  }
}

function entry(action: string, userId: string, client: ClientInfo) {
  return { userId, action, subjectId: userId, ip: client.ip };
}

function loginOf(account: Account): string {
  return account.email ?? account.mobile ?? account.handle ?? account.id;
}

async function lockAccount(unit: TenantUnit, id: string): Promise<Account> {
  const account = await unit.accounts.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!account) throw AppError.notFound();
  return account;
}

function off(): AppError {
  return new AppError(409, 'conflict', { key: 'secondFactorOff' });
}

function setUpExpired(): AppError {
  return new AppError(422, 'expired', {
    key: 'setUpExpired',
    issues: [{ path: 'token', code: 'expired', key: 'setUpExpired' }],
  });
}
