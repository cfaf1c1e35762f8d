export * from './keep-heap-close.js';
export * from './run-process.js';
