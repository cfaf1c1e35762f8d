export * from './metrics.js';
export * from './readiness.js';
export * from './serve-operations.js';
