import { provideStrings } from '@ruyi/ui/kit';
import { en } from './i18n/en.js';
import { zh } from './i18n/zh.js';

/** Texts of the fields; put it beside the strings of the library whose routes show fields. */
export const provideFieldStrings = () => provideStrings('fields', { 'zh-CN': zh, en });
