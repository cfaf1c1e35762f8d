export * from './field-type.js';
export * from './registry.js';
export * from './column-name.js';
export * from './minor-units.js';
export { isAnyReference, type AnyReference } from './kinds/link.js';
export { readInstant } from './kinds/time.js';
export * from './name-sort.js';
