export * from './housekeeping.js';
export * from './job-runner.js';
export * from './job-worker.js';
export * from './jobs.module.js';
export * from './minute-tick.js';
export * from './queue-publisher.js';
export * from './refresh-context.js';
export * from './schedules.js';
