export { customers } from './customers.module-def.js';
