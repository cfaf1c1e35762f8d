import { texts } from './texts.js';
export const poolTexts = texts({}, {});
