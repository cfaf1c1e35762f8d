export * from './context.js';
export * from './database.js';
