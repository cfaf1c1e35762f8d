export * from './problem.js';
export * from './app-error.js';
