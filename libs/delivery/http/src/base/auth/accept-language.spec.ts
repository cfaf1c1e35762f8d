import { expect, it } from 'vitest';
import { localeOfHeader } from './accept-language.js';

it.each([
  [undefined, 'zh-CN'],
  ['en-US,en;q=0.9', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['fr,en;q=0.5,zh;q=0.4', 'en'],
  ['en;q=0,zh', 'zh-CN'],
  ['de', 'zh-CN'],
  [';;,q=x', 'zh-CN'],
] as const)('%s is read as %s', (header, locale) => {
  expect(localeOfHeader(header)).toBe(locale);
});
