import { Injectable, inject } from '@angular/core';
import type { AuditSubject } from '@ruyi/contract/access';
import type { Locale } from '@ruyi/contract/metadata';
import { ApiClient } from '../http/api-client.js';
import type { CursorPage } from '../http/page.js';

export interface Company {
  readonly id: string;
  /** Its number, for logging in by account. */
  readonly code: string;
  readonly name: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly baseCurrency: string;
  readonly secondFactorRequired: boolean;
  /** Active people who have no second factor. */
  readonly withoutSecondFactor: number;
}

/** Which entries; days are the company's own, inclusive. */
export interface AuditFilter {
  readonly about?: AuditSubject;
  readonly action?: string;
  readonly userId?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly action: string;
  readonly subjectId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly ip: string | null;
  /** How often within a minute, of what was refused again and again. */
  readonly times: number;
}

/** The company's own settings and its audit log. */
@Injectable({ providedIn: 'root' })
export class CompanyApi {
  private readonly api = inject(ApiClient);

  get = () => this.api.get<Company>('/company');
  update = (patch: Partial<Pick<Company, 'name' | 'locale' | 'timeZone' | 'secondFactorRequired'>>) =>
    this.api.patch<Company>('/company', patch);
  audit = (query: AuditFilter & { after?: string; limit?: number } = {}) =>
    this.api.get<CursorPage<AuditEntry>>('/audit', { query: { ...query } });
}
