import { provideStrings } from '@ruyi/ui/kit';
import { en } from './en.js';
import { zh } from './zh.js';

export const provideShellStrings = () => provideStrings('shell', { 'zh-CN': zh, en });
