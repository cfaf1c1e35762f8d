export { followUps } from './follow-ups.module-def.js';
export { touchTarget } from './behaviours/touch-target.js';
export { followUpSource } from './follow-up-source.js';
export { tellMentioned } from './behaviours/tell-mentioned.js';
