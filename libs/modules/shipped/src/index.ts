export { poolTraits, shippedModules } from './shipped-modules.js';
