export * from './archive-error.js';
export * from './archive-manifest.js';
export * from './company-archiver.js';
export * from './delete-tenant.js';
export * from './export-tenant.js';
export * from './import-tenant.js';
export type { Reseal } from './settle-after-move.js';
export * from './tenant-tables.js';
