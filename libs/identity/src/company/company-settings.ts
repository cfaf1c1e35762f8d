import { AppError, type Issue } from '@ruyi/contract/errors';
import type { Locale } from '@ruyi/contract/metadata';
import type { Context } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import { readName } from '../logins/read-name.js';
import type { IdentityDatabase } from '../store/identity-database.js';

export interface Company {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly baseCurrency: string;
}

export interface CompanyChange {
  readonly name?: string | undefined;
  readonly locale?: Locale | undefined;
  readonly timeZone?: string | undefined;
}

/** Name, language and time zone of the company. */
export class CompanySettings {
  constructor(private readonly database: IdentityDatabase) {}

  async read(ctx: Context): Promise<Company> {
    return this.database.transaction(ctx.tenantId, async (unit) => {
      const { id, code, name, locale, timeZone, baseCurrency } = await unit.tenant();
      return { id, code, name, locale, timeZone, baseCurrency };
    });
  }

  async change(ctx: Context, input: CompanyChange): Promise<Company> {
    const issues: Issue[] = [];
    const name = input.name === undefined ? undefined : readName(input.name, 'name', issues);
    const timeZone = input.timeZone === undefined ? undefined : canonicalZone(input.timeZone);
    if (timeZone === null) issues.push({ path: 'timeZone', code: 'unknownOption' });
    if (issues.length > 0) throw AppError.invalid(issues);
    await this.database.transaction(ctx.tenantId, async (unit) => {
      await unit.updateTenant({
        ...(name ? { name } : {}),
        ...(input.locale ? { locale: input.locale } : {}),
        ...(timeZone ? { timeZone } : {}),
      });
      await recordAudit(unit, {
        userId: ctx.userId,
        action: 'company.edit',
        subjectId: ctx.tenantId,
        detail: { fields: Object.keys(input) },
      });
    });
    return this.read(ctx);
  }
}

const ZONES: ReadonlySet<string> = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);

function canonicalZone(name: string): string | null {
  return ZONES.has(name) ? name : null;
}
