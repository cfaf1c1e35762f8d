import { Injectable, inject } from '@angular/core';
import { ApiClient } from '../http/api-client.js';
import type { CursorPage } from '../http/page.js';
import type { AuditEntry, AuditFilter } from './company-api.js';

/** Where the company's data is, and how much. */
export interface Whereabouts {
  readonly tenantId: string;
  readonly location: string | null;
  readonly since: string;
  readonly people: number;
  readonly records: number;
  readonly files: { readonly count: number; readonly bytes: number };
}

/** Something that was taken out. */
export interface ListedExport {
  readonly id: string;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly label: string;
  readonly state: string;
  readonly format: string | null;
  readonly rows: number | null;
  /** Null: gone, or never made. */
  readonly file: { readonly id: string; readonly name: string; readonly size: number } | null;
}

/** What an administrator wants to know of the company's data. */
@Injectable({ providedIn: 'root' })
export class DataSecurityApi {
  private readonly api = inject(ApiClient);

  whereabouts = () => this.api.get<Whereabouts>('/data-security');
  exports = (query: { after?: string } = {}) =>
    this.api.get<CursorPage<ListedExport>>('/data-security/exports', { query });
  operatorActs = (query: { after?: string } = {}) =>
    this.api.get<CursorPage<AuditEntry>>('/data-security/operator-acts', { query });
  exportAll = (password: string) => this.api.post<{ jobId: string }>('/data-security/export', { password });
  exportAudit = (request: AuditFilter & { format: 'xlsx' | 'csv' }) =>
    this.api.post<{ jobId: string }>('/audit/export', request);
}
