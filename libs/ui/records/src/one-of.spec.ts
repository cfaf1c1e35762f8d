import { describe, expect, it } from 'vitest';
import { manyOf, oneOf } from './one-of.js';

describe('a module within a sentence', () => {
  it.each([
    ['Customers', 'customer', 'customers'],
    ['Follow-ups', 'follow-up', 'follow-ups'],
    ['Opportunities', 'opportunity', 'opportunities'],
    ['FAQ', 'FAQ', 'FAQ'],
    ['Business', 'business', 'business'],
  ])('%s: one %s, several %s', (en, one, many) => {
    expect(oneOf({ zh: '客户', en }, 'en')).toBe(one);
    expect(manyOf({ zh: '客户', en }, 'en')).toBe(many);
    expect(oneOf({ zh: '客户', en }, 'zh-CN')).toBe('客户');
  });
});
