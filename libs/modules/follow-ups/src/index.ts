export { followUps } from './follow-ups.module-def.js';
