export * from './cache-figures.js';
export * from './caller-confirmation.js';
export * from './context.js';
export * from './database.js';
export * from './new-id.js';
