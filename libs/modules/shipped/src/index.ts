export { poolTraits, shippedBehaviours, shippedModules } from './shipped-modules.js';
