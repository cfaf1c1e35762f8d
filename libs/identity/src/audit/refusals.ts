import type { AuditDetail } from '@ruyi/engine/context';
import type { Account } from '../entities/account.js';
import type { AccountFinder, Membership } from '../logins/account-finder.js';
import type { ClientInfo } from '../sessions/client-info.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import { recordRefusal } from './record-refusal.js';

/** What is refused to somebody who is known by their account. */
export type AccountRefusal =
  | 'login.failed'
  | 'login.locked'
  | 'login.disabled'
  | 'password.failed'
  | 'password.locked'
  | 'secondFactor.failed'
  | 'secondFactor.locked';

/** What a signed-in person, or an API key, was not allowed to do. */
export interface RefusedRight {
  readonly tenantId: string;
  readonly userId: string;
  /** `DELETE /records/{module}/{id}`. */
  readonly operation: string;
  /** One that the company has; null where the operation is about none. */
  readonly module: string | null;
  /** What was asked for: the first of those within the minute. */
  readonly subjectId: string | null;
  /** Of the message's catalogue, where the code alone says too little. */
  readonly reason: string | null;
  readonly ip: string;
}

/** Told of what could not be written behind an answer. */
export interface RefusalLog {
  error(details: object, message: string): void;
}

/** From however many addresses it is tried, a lock is one entry a minute: there is no other limit to those. */
const WHEREVER: ReadonlySet<AccountRefusal> = new Set(['login.locked', 'password.locked', 'secondFactor.locked']);

/** Tells the audit logs who was refused what. Always in a transaction of its own: that of what was refused is rolled back. */
export class Refusals {
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    private readonly database: IdentityDatabase,
    private readonly accounts: AccountFinder,
    private readonly log: RefusalLog,
  ) {}

  async right({ tenantId, userId, subjectId, ip, operation, module, reason }: RefusedRight): Promise<void> {
    const detail: AuditDetail = { operation, ...(module ? { module } : {}), ...(reason ? { reason } : {}) };
    const entry = { userId, action: 'access.refused', subjectId, detail, ip };
    await this.database.transaction(tenantId, (unit) =>
      recordRefusal(unit, entry, ['access.refused', userId, operation, module ?? ''].join(' ')),
    );
  }

  /** In each company that the account may enter; of one that may enter none any more, in those that have shut it out. */
  async account(account: Account, action: AccountRefusal, client: ClientInfo): Promise<void> {
    const open = await this.accounts.memberships(account.id);
    await this.#tell(open.length > 0 ? open : await this.accounts.disabledMemberships(account.id), action, client);
  }

  /** The password was right, and the company has shut its holder out. */
  async disabled(account: Account, tenantId: string | undefined, client: ClientInfo): Promise<void> {
    const shut = await this.accounts.disabledMemberships(account.id);
    const places = tenantId === undefined ? shut : shut.filter((each) => each.tenantId === tenantId);
    await this.#tell(places, 'login.disabled', client);
  }

  /**
   * The same as {@link account}, behind the answer: were it waited for, who is known here would be answered later than who
   * is not.
   */
  accountBehind(account: Account, action: AccountRefusal, client: ClientInfo): void {
    const told = this.account(account, action, client)
      .catch((error: unknown) => this.log.error({ err: error, action }, 'a refusal is missing in the audit log'))
      .finally(() => this.#underWay.delete(told));
    this.#underWay.add(told);
  }

  /** When everything of so far is written: for whoever is about to close the database. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #tell(
    places: readonly Pick<Membership, 'tenantId' | 'userId'>[],
    action: AccountRefusal,
    { ip }: ClientInfo,
  ): Promise<void> {
    for (const { tenantId, userId } of places) {
      const occasion = [action, userId, ...(WHEREVER.has(action) ? [] : [ip])].join(' ');
      await this.database.transaction(tenantId, (unit) =>
        recordRefusal(unit, { userId, action, subjectId: userId, ip }, occasion),
      );
    }
  }
}
