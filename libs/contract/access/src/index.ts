export * from './permission.js';
export * from './audit-actions.js';
export * from './audit-subjects.js';
