import { createHash } from 'node:crypto';
import { AppError } from '@ruyi/contract/errors';
import type { SecretBox } from '@ruyi/engine/messages';
import type { Account } from '../entities/account.js';
import type { AccountFinder } from '../logins/account-finder.js';
import type { ClientInfo } from '../sessions/client-info.js';
import type { SecondFactorAsked, SignedIn, TenantChoiceByTicket } from '../sessions/signed-in.js';
import type { TenantEntrance } from '../sessions/tenant-entrance.js';
import { SealedTickets } from './sealed-tickets.js';
import type { FactorUsed, SecondFactorCheck } from './second-factor-check.js';

interface LogInTicket {
  readonly accountId: string;
  /** Password and secret as they were: a ticket of before a change is void. */
  readonly print: string;
  /** The company that was asked for with the password. */
  readonly tenantId: string | null;
  /** Null until the second step was passed. */
  readonly used: FactorUsed | null;
}

const MINUTES = 10;

/** What comes after the password of an account with a second factor: its code, and the company if there are several. */
export class LogInSecondStep {
  private readonly tickets: SealedTickets<LogInTicket>;

  constructor(
    private readonly accounts: AccountFinder,
    private readonly check: SecondFactorCheck,
    private readonly entrance: TenantEntrance,
    secrets: SecretBox,
  ) {
    this.tickets = new SealedTickets(secrets, 'log-in', MINUTES);
  }

  /** For an account whose password has been checked. Says nothing of its companies yet. */
  ask(account: Account, tenantId: string | undefined): SecondFactorAsked {
    return { secondFactor: this.ticket(account, { tenantId: tenantId ?? null, used: null }) };
  }

  /** A code or a recovery code opens the session, or the choice of the company. */
  async run(
    command: { readonly token: string; readonly code: string },
    client: ClientInfo,
  ): Promise<SignedIn | TenantChoiceByTicket> {
    const { account, ticket } = await this.bearer(command.token);
    const used = await this.check.useOrThrow(account, command.code, client);
    const answer = await this.entrance.enterWanted(account, await this.accounts.memberships(account.id), {
      tenantId: ticket.tenantId ?? undefined,
      client,
      secondFactor: used,
    });
    return 'choose' in answer ? { ...answer, ...this.ticket(account, { tenantId: null, used }) } : answer;
  }

  /** Into one of the companies of {@link run}'s choice. */
  async choose(command: { readonly token: string; readonly tenantId: string }, client: ClientInfo): Promise<SignedIn> {
    const { account, ticket } = await this.bearer(command.token);
    if (ticket.used === null) throw AppError.invalid([{ path: 'code', code: 'required', key: 'codeRequired' }]);
    const memberships = await this.accounts.memberships(account.id);
    const membership = memberships.find(({ tenantId }) => tenantId === command.tenantId);
    if (!membership) throw AppError.invalid([{ path: 'tenantId', code: 'notFound' }]);
    return this.entrance.enter(account, membership, { client, secondFactor: ticket.used });
  }

  private ticket(account: Account, more: Pick<LogInTicket, 'tenantId' | 'used'>) {
    return this.tickets.issue({ accountId: account.id, print: printOf(account), ...more });
  }

  private async bearer(token: string): Promise<{ readonly account: Account; readonly ticket: LogInTicket }> {
    const ticket = this.tickets.read(token);
    const account = ticket && (await this.accounts.byId(ticket.accountId));
    if (!account || printOf(account) !== ticket.print)
      throw new AppError(422, 'expired', {
        key: 'logInExpired',
        issues: [{ path: 'token', code: 'expired', key: 'logInExpired' }],
      });
    return { account, ticket };
  }
}

function printOf({ passwordHash, secondFactorSecret }: Account): string {
  return createHash('sha256')
    .update(JSON.stringify([passwordHash, secondFactorSecret]))
    .digest('base64url');
}
