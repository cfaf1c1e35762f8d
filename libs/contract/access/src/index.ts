export * from './permission.js';
export * from './audit-actions.js';
