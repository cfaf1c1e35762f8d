export { openProduct, type OpenProduct } from './open-product.js';
export { openRates } from './open-rates.js';
export { processFeatures } from './process-features.js';
export * from './readiness-of.js';
export { watchLoad } from './watch-load.js';
