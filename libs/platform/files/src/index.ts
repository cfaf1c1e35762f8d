export * from './disk-file-store.js';
export { sniffType } from './sniff-type.js';
