export { ExportRecords, EXPORT_JOB, type ExportRequest, type FileSink } from './export-records.js';
export { ImportRecords, IMPORT_JOB, type ImportLook, type ImportPorts } from './import/import-records.js';
export {
  DUPLICATE_RULES,
  IMPORT_MODES,
  type DuplicateRule,
  type ImportMode,
  type ImportRequest,
} from './import/import-request.js';
export { ImportTemplates, TEMPLATE_FORMATS, type ImportTemplate } from './import/template/import-templates.js';
export type { FileSource } from './import/import-source.js';
export { AuditLogExport, type AuditExportRequest } from './company/audit-log-export.js';
export { CompanyExport, type CompanyArchive } from './company/company-export.js';
export { DataSecurity } from './company/data-security.js';
export { DataWhereabouts, type Whereabouts } from './company/data-whereabouts.js';
export { ExportList, type ListedExport } from './company/export-list.js';
