export { customers } from './customers.module-def.js';
export { customerPoolTraits } from './customer-pool-traits.js';
export { dealTime } from './behaviours/deal-time.js';
