export * from './disk-file-store.js';
export { typeByContent } from './type-by-content.js';
