export * from './connect-queue.js';
export * from './job-queue.js';
export * from './migrate-queue.js';
export type { QueueSettings } from './queue-backend.js';
