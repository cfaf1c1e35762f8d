export * from './api-client.js';
export * from './find-chromium.js';
export * from './secrets-in-logs.js';
export * from './table-sums.js';
export * from './test-database.js';
export * from './test-queues.js';
export * from './test-redis.js';
export * from './test-server.js';
