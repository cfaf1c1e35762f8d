export { peopleOf, poolTraits, shippedBehaviours, shippedModules, shippedTimelineSources } from './shipped-modules.js';
