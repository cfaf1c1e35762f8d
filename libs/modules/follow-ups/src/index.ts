export { followUps } from './follow-ups.module-def.js';
export { touchTarget } from './behaviours/touch-target.js';
