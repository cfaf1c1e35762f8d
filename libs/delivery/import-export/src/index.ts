export { ExportRecords, EXPORT_JOB, type ExportRequest, type FileSink } from './export-records.js';
