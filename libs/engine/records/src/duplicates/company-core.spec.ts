import { describe, expect, it } from 'vitest';
import { companyCore, isNear } from './company-core.js';

describe('companyCore', () => {
  it.each([
    ['杭州（西湖）茶叶有限公司', '杭州(西湖)茶叶', '杭州西湖茶叶'],
    ['ＡＢＣ Trading Co., Ltd.', 'abc trading', 'abctrading'],
    ['上海 大众 股份有限公司', '上海大众有限责任公司', '上海大众'],
  ])('takes %s and %s for the same', (one, other, core) => {
    expect(companyCore(one)).toBe(core);
    expect(companyCore(other)).toBe(core);
  });

  it('keeps a name that is nothing but a legal form', () => {
    expect(companyCore('有限公司')).not.toBe('');
  });
});

describe('isNear', () => {
  it.each([
    ['阿里巴巴', '阿里巴巴', true],
    ['阿里巴巴', '阿里爸巴', true],
    ['阿里巴巴', '阿里巴', true],
    ['阿里巴巴', '啊里巴吧', false],
    ['甲乙', '乙甲', false],
    ['', '甲', true],
    ['aab', 'ab', true],
  ])('%s and %s: %s', (a, b, near) => {
    expect(isNear(a, b)).toBe(near);
  });
});
