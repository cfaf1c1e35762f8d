import { AppError, type Issue } from '@ruyi/contract/errors';
import type { Locale } from '@ruyi/contract/metadata';
import { changedParts } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import type { NotifySettings } from '../entities/notify-settings.js';
import { Tenant } from '../entities/tenant.js';
import { User } from '../entities/user.js';
import type { AccountFinder } from '../logins/account-finder.js';
import { readName } from '../logins/read-name.js';
import type { OpenSession } from '../sessions/session-reader.js';
import type { IdentityDatabase } from '../store/identity-database.js';

export interface Profile {
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly email: string | null;
    readonly mobile: string | null;
    readonly account: string | null;
    readonly departmentId: string | null;
    readonly superiorId: string | null;
  };
  readonly tenant: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly timeZone: string;
    readonly baseCurrency: string;
    readonly locale: Locale;
  };
  readonly tenants: readonly { readonly tenantId: string; readonly name: string }[];
  readonly locale: Locale;
  readonly notify: NotifySettings;
  readonly mailSignature: string | null;
  /** `required` and not `active`: all other operations answer 403 `secondFactorRequired` until one is set up. */
  readonly secondFactor: { readonly active: boolean; readonly required: boolean };
}

export interface ProfileChange {
  readonly name?: string | undefined;
  readonly locale?: Locale | null | undefined;
  readonly notify?: unknown;
  /** Under the mails that one sends: plain text of a few lines; empty: none. */
  readonly mailSignature?: string | null | undefined;
}

const EVENT_NAME = /^[a-zA-Z][a-zA-Z.]{0,49}$/;
const MAX_EVENTS = 50;

/** What a signed-in user sees and sets of themselves. */
export class MyProfile {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly accounts: AccountFinder,
  ) {}

  async read(session: OpenSession): Promise<Profile> {
    const { user, tenant } = await this.database.transaction(session.tenantId, async (unit) => ({
      user: await unit.rows(User).findOne({ id: session.userId }),
      tenant: await unit.tenant(),
    }));
    if (!user) throw AppError.notFound();
    const memberships = session.accountId === null ? [] : await this.accounts.memberships(session.accountId);
    const { id, name, email, mobile, handle, departmentId, superiorId } = user;
    return {
      user: { id, name, email, mobile, account: handle, departmentId, superiorId },
      tenant: tenantOf(tenant),
      tenants: memberships.map((each) => ({ tenantId: each.tenantId, name: each.name })),
      locale: user.locale ?? tenant.locale,
      notify: user.notify,
      mailSignature: user.mailSignature,
      secondFactor: { active: session.secondFactor === 'on', required: tenant.secondFactorRequired },
    };
  }

  async change(session: OpenSession, change: ProfileChange): Promise<void> {
    const issues: Issue[] = [];
    const name = change.name === undefined ? undefined : readName(change.name, 'name', issues, 50);
    const notify = change.notify === undefined ? undefined : readNotify(change.notify, issues);
    const mailSignature = change.mailSignature?.replaceAll('\r', '').trimEnd() || null;
    if (mailSignature?.includes('\0')) issues.push({ path: 'mailSignature', code: 'invalidType' });
    if (issues.length > 0) throw AppError.invalid(issues);
    await this.database.transaction(session.tenantId, async (unit) => {
      if (name) await unit.touchAccess();
      const was = await unit.rows(User).findOne({ id: session.userId });
      await unit.rows(User).update(
        { id: session.userId },
        {
          ...(name ? { name } : {}),
          ...(change.locale === undefined ? {} : { locale: change.locale }),
          ...(notify ? { notify } : {}),
          ...(change.mailSignature === undefined ? {} : { mailSignature }),
        },
      );
      if (!name) return;
      const { userId } = session;
      const detail = { name, ...changedParts({ name: was?.name ?? '' }, { name }) };
      await recordAudit(unit, { userId, action: 'user.rename', subjectId: userId, detail });
    });
  }
}

function tenantOf({ id, code, name, timeZone, baseCurrency, locale }: Tenant): Profile['tenant'] {
  return { id, code, name, timeZone, baseCurrency, locale };
}

function readNotify(input: unknown, issues: Issue[]): NotifySettings {
  const settings: Record<string, { mail: boolean }> = {};
  const entries = typeof input === 'object' && input !== null ? Object.entries(input) : [];
  if (entries.length > MAX_EVENTS) issues.push({ path: 'notify', code: 'limitReached', params: { max: MAX_EVENTS } });
  for (const [event, value] of entries.slice(0, MAX_EVENTS)) {
    const mail = (value as { mail?: unknown } | null)?.mail;
    if (!EVENT_NAME.test(event)) issues.push({ path: `notify.${event}`, code: 'unknownKey' });
    else if (typeof mail !== 'boolean')
      issues.push({ path: `notify.${event}.mail`, code: mail === undefined ? 'required' : 'invalidType' });
    else if (Object.keys(value as object).length > 1) issues.push({ path: `notify.${event}`, code: 'unknownKey' });
    else settings[event] = { mail };
  }
  return settings;
}
