export * from './field-kind.js';
export * from './label.js';
export * from './field.js';
export * from './filter.js';
export * from './settings-by-kind.js';
export * from './module.js';
