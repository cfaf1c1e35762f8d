import { provideStrings } from './provide-strings.js';
import { en } from './en.js';
import { zh } from './zh.js';

/** The kit's own texts, needed by every page. */
export const provideKitStrings = () => provideStrings('kit', { 'zh-CN': zh, en });
