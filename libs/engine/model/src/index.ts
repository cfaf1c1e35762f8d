export * from './tenant-model.js';
