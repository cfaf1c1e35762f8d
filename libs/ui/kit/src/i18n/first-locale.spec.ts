import { describe, expect, it } from 'vitest';
import { firstLocale } from './first-locale.js';

describe('the first language', () => {
  it('is what was chosen here before', () => {
    expect(firstLocale('en', ['zh-CN'])).toBe('en');
    expect(firstLocale('zh-CN', ['en-GB'])).toBe('zh-CN');
  });

  it('is what the browser asks for', () => {
    expect(firstLocale(null, ['en-GB', 'zh-CN'])).toBe('en');
    expect(firstLocale(null, ['zh-TW', 'en'])).toBe('zh-CN');
    expect(firstLocale('fr', ['fr-FR', 'zh-CN'])).toBe('zh-CN');
    expect(firstLocale(null, ['fr-FR'])).toBe('en');
    expect(firstLocale(null, [])).toBe('zh-CN');
  });
});
