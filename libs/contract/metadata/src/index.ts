export * from './field-kind.js';
export * from './label.js';
export * from './field.js';
export * from './module.js';
