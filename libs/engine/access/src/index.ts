export * from './access-data.js';
