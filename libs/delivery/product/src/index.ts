export { Product, type ProductPorts } from './product.js';
export { createProductApp, type ProductAppOptions } from './create-product-app.js';
export { rebuildSearch } from './rebuild-search.js';
export { checkTenant } from './check-tenant.js';
export type { Finding } from './finding.js';
