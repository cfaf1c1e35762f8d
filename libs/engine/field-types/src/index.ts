export * from './field-type.js';
export * from './registry.js';
export * from './column-name.js';
export { readInstant } from './kinds/time.js';
export * from './name-sort.js';
export * from './syllables-of.js';
