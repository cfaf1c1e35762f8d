import { AppError, type Issue } from '@ruyi/contract/errors';
import type { Locale } from '@ruyi/contract/metadata';
import { changedParts, type Context } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import type { Tenant } from '../entities/tenant.js';
import { readName } from '../logins/read-name.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { TenantUnit } from '../store/tenant-unit.js';

export interface Company {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly baseCurrency: string;
  /** Whoever has no second factor may do nothing but set one up. */
  readonly secondFactorRequired: boolean;
  /** Active people who have none. */
  readonly withoutSecondFactor: number;
}

export interface CompanyChange {
  readonly name?: string | undefined;
  readonly locale?: Locale | undefined;
  readonly timeZone?: string | undefined;
  readonly secondFactorRequired?: boolean | undefined;
}

/** Name, language and time zone of the company, and whether everybody needs a second factor. */
export class CompanySettings {
  constructor(private readonly database: IdentityDatabase) {}

  async read(ctx: Context): Promise<Company> {
    return this.database.transaction(ctx.tenantId, async (unit) => {
      const { id, code, name, locale, timeZone, baseCurrency, secondFactorRequired } = await unit.tenant();
      const [people] = await unit.tx.query<{ without: number }>({
        text: `select count(*)::int as without from app_user u join account a on a.id = u.account_id
                where u.tenant_id = $1 and u.state = 'active' and a.second_factor_secret is null`,
        values: [unit.tenantId],
      });
      const withoutSecondFactor = people?.without ?? 0;
      return { id, code, name, locale, timeZone, baseCurrency, secondFactorRequired, withoutSecondFactor };
    });
  }

  async change(ctx: Context, input: CompanyChange): Promise<Company> {
    const issues: Issue[] = [];
    const name = input.name === undefined ? undefined : readName(input.name, 'name', issues);
    const timeZone = input.timeZone === undefined ? undefined : canonicalZone(input.timeZone);
    if (timeZone === null) issues.push({ path: 'timeZone', code: 'unknownOption' });
    if (issues.length > 0) throw AppError.invalid(issues);
    await this.database.transaction(ctx.tenantId, async (unit) => {
      const { secondFactorRequired: required } = input;
      if (required) await checkOwnFactor(unit, ctx);
      // Every client asks anew what it may do, and shows the set-up to whom it concerns.
      if (required !== undefined) await unit.touchAccess();
      const was = settingsOf(await unit.tenant());
      await unit.updateTenant({
        ...(name ? { name } : {}),
        ...(input.locale ? { locale: input.locale } : {}),
        ...(timeZone ? { timeZone } : {}),
        ...(required === undefined ? {} : { secondFactorRequired: required }),
      });
      const is = settingsOf(await unit.tenant());
      const detail = { name: is.name, ...changedParts(was, is) };
      await recordAudit(unit, { userId: ctx.userId, action: 'company.edit', subjectId: ctx.tenantId, detail });
    });
    return this.read(ctx);
  }
}

function settingsOf({ name, locale, timeZone, secondFactorRequired }: Tenant) {
  return { name, locale, timeZone, secondFactorRequired };
}

/** Whoever asks it of everybody must not be shut out by their own rule, nor ask what they have not tried. */
async function checkOwnFactor(unit: TenantUnit, ctx: Context): Promise<void> {
  if (ctx.userId === null) return;
  const rows = await unit.tx.query({
    text: `select 1 from app_user u join account a on a.id = u.account_id
            where u.tenant_id = $1 and u.id = $2 and a.second_factor_secret is not null`,
    values: [unit.tenantId, ctx.userId],
  });
  if (rows.length === 0)
    throw AppError.invalid([{ path: 'secondFactorRequired', code: 'notAllowed', key: 'ownSecondFactorFirst' }]);
}

const ZONES: ReadonlySet<string> = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);

function canonicalZone(name: string): string | null {
  return ZONES.has(name) ? name : null;
}
