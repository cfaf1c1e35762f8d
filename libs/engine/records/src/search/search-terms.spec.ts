import { describe, expect, it } from 'vitest';
import { searchTerms } from './search-terms.js';
import { foldText, runsOf } from './fold-text.js';
import { searchEntry, searchTokens } from './search-tokens.js';

/** What the search function does: any alternative, all of its tokens; then each word in a line. */
const finds = (query: string, text: string): boolean => {
  const { tokens, lines } = searchEntry(text);
  const { han, words } = runsOf(foldText(query));
  return (
    searchTerms(query).some((alternative) => alternative.every((token) => tokens.includes(token))) &&
    [...han, ...words].every((word) => lines.includes(word))
  );
};

describe('quick search', () => {
  it.each([
    ['国移', '中国移动通信'],
    ['移', '中国移动通信'],
    ['中国移动通信', '中国移动通信'],
    ['zgyd', '中国移动通信'],
    ['gyd', '中国移动通信'],
    ['zhongguo', '中国移动通信'],
    ['yidong', '中国移动通信'],
    ['ZHONGGUO', '中国移动通信'],
    ['华为 shenzhen', '深圳华为技术有限公司'],
    ['acme', '上海ACME贸易'],
    ['cme', '上海ACME贸易'],
    ['ＡＣＭＥ', '上海ACME贸易'],
    ['8000', '13812348000'],
    ['13812348000', '13812348000'],
    ['138 1234', '138-1234-8000'],
    ['7788', '021-55667788'],
    ['360', '360科技'],
    ['3m', '3M中国'],
    ['ann@ex', 'ann@example.com'],
  ])('finds %s in %s', (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ['移国', '中国移动通信'],
    ['zgdy', '中国移动通信'],
    ['acne', '上海ACME贸易'],
    ['8001', '13812348000'],
    ['联通', '中国移动通信'],
    ['zzzzz', '台州黄岩模具制造厂'],
    ['zgzg', '中国中国移动'.slice(2)],
    ['移动国', '国移动国'.slice(0, 3)],
    ['12348001', '13812348000 8001'],
  ])('does not find %s in %s', (query, text) => {
    expect(finds(query, text)).toBe(false);
  });

  it('has nothing to look up in punctuation, and stays small for any input', () => {
    expect(searchTerms('，。!')).toEqual([]);
    expect(searchTokens('')).toEqual([]);
    expect(searchTerms('ab cd ef gh ij kl mn op qr st')).toHaveLength(8);
    expect(searchTokens('中'.repeat(10_000)).length).toBeLessThan(500);
    expect(searchTokens('\u0000\ud800😀 x')).toContain('wx');
  });
});
