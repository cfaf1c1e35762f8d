import { describe, expect, it } from 'vitest';
import { AppError } from './app-error.js';
import { messageOf } from './message-of.js';
import { MESSAGES } from './messages.js';
import { ERROR_CODES } from './problem.js';

const PARAMETER = /\{[A-Za-z]+\}/g;

describe('the message catalogue', () => {
  it('says something in both languages, about the same parameters', () => {
    for (const [key, { zh, en }] of Object.entries(MESSAGES)) {
      if (key === 'patternMismatch.custom') continue;
      expect(zh, key).toMatch(/\p{Script=Han}/u);
      expect(en, key).not.toMatch(/\p{Script=Han}/u);
      expect(en.match(PARAMETER), key).toEqual(zh.match(PARAMETER));
    }
  });

  it('has a message for every code', () => {
    for (const code of ERROR_CODES) expect(messageOf({ code }, 'zh-CN')).not.toMatch(/[{}[\]]/);
  });

  it('fills in parameters and leaves out what has none', () => {
    expect(messageOf({ code: 'tooLong', params: { max: 40 } }, 'zh-CN')).toBe('内容过长，最多 40 个字符');
    expect(messageOf({ code: 'tooLong' }, 'en')).toBe('Too long');
    expect(messageOf({ code: 'outOfRange', key: 'outOfRange.max', params: { max: '2999-12-31' } }, 'en')).toBe(
      'Must not be more than 2999-12-31',
    );
  });

  it('falls back to the code, and shows texts from outside as they are', () => {
    expect(messageOf({ code: 'notFound', key: 'neverHeardOf' }, 'en')).toBe(MESSAGES.notFound.en);
    const params = { zh: '请填 {max} [位]', en: '$& $1' };
    expect(messageOf({ code: 'patternMismatch', key: 'patternMismatch.custom', params }, 'zh-CN')).toBe(
      '请填 {max} [位]',
    );
    expect(messageOf({ code: 'patternMismatch', key: 'patternMismatch.custom', params }, 'en')).toBe('$& $1');
    expect(messageOf(new AppError(401, 'unauthenticated', { key: 'wrongLogin' }), 'zh-CN')).toBe('账号或密码不正确');
  });
});
