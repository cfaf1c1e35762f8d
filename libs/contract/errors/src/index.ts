export * from './problem.js';
export * from './app-error.js';
export * from './input-reader.js';
