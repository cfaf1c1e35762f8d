import { provideStrings } from '@ruyi/ui/kit';
import { en } from './en.js';
import { zh } from './zh.js';

/** Texts of lists, forms and filters; put it beside the strings of another library whose routes show them. */
export const provideRecordStrings = () => provideStrings('records', { 'zh-CN': zh, en });
