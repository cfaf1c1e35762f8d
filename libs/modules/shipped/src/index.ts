export { shippedModules } from './shipped-modules.js';
