export * from './audit-detail.js';
export * from './audit-statement.js';
export * from './cache-figures.js';
export * from './caller-confirmation.js';
export * from './changed-parts.js';
export * from './context.js';
export * from './database.js';
export * from './new-id.js';
