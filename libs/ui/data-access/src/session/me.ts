import type { AdminAction, FieldAccess } from '@ruyi/contract/access';
import type { Label, Locale } from '@ruyi/contract/metadata';
import type { RawRuleOf, MongoAbility } from '@casl/ability';
import type { PackRule } from '@casl/ability/extra';

export interface TenantRef {
  readonly tenantId: string;
  readonly name: string;
}

export interface MyUser {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly departmentId: string | null;
  readonly superiorId: string | null;
  readonly account: string | null;
}

export interface MyTenant {
  readonly id: string;
  /** The company's number, for logging in by account. */
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  readonly baseCurrency: string;
}

/** A module as the menu shows it. */
export interface ModuleSummary {
  readonly key: string;
  readonly label: Label;
  readonly icon: string;
  readonly poolable: boolean;
}

/** The answer of `GET /me`. */
export interface Me {
  readonly user: MyUser;
  readonly tenant: MyTenant;
  readonly tenants: readonly TenantRef[];
  readonly locale: Locale;
  readonly permissions: readonly PackRule<RawRuleOf<MongoAbility>>[];
  readonly fieldAccess: Readonly<Record<string, Readonly<Record<string, FieldAccess>>>>;
  readonly admin: readonly AdminAction[];
  readonly modules: readonly ModuleSummary[];
  readonly unread: number;
  readonly serverTime: string;
  readonly notify: NotifySettings;
  /** Under the mails that one sends. */
  readonly mailSignature: string | null;
  /** Required and not active: nothing else is allowed until it is set up. */
  readonly secondFactor: { readonly active: boolean; readonly required: boolean };
}

/** Which events also send a mail. */
export type NotifySettings = Readonly<Record<string, { readonly mail: boolean }>>;

export interface MePatch {
  readonly name?: string;
  readonly locale?: Locale;
  readonly notify?: NotifySettings;
  readonly mailSignature?: string | null;
}
