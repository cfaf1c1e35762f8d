import type { JobHandlers } from '@ruyi/engine/events';
import type { AuditLogExport } from './audit-log-export.js';
import type { CompanyExport } from './company-export.js';
import type { DataWhereabouts } from './data-whereabouts.js';
import type { ExportList } from './export-list.js';

/** What a company wants to know of its data, and all of them to take away. */
export class DataSecurity {
  constructor(
    readonly whereabouts: DataWhereabouts,
    readonly exports: ExportList,
    readonly companyExport: CompanyExport,
    readonly auditLogExport: AuditLogExport,
  ) {}

  registerJobs(handlers: JobHandlers): void {
    this.companyExport.registerJobs(handlers);
    this.auditLogExport.registerJobs(handlers);
  }
}
