import { describe, expect, it } from 'vitest';
import { matchedText } from './matched-text.js';
import { queryNumber } from './query-number.js';

/** The marked pieces of the text, and how the query stands in it. */
const marked = (text: string, query: string): unknown => {
  const match = matchedText(text, query);
  return match && [match.as, ...match.marks.map(([from, to]) => text.slice(from, to))];
};

describe('what of a text matched', () => {
  it.each([
    ['杭州云栖茶业有限公司', '杭州云栖茶业有限公司', ['whole', '杭州云栖茶业有限公司']],
    ['杭州云栖茶业有限公司', '杭州', ['start', '杭州']],
    ['杭州云栖茶业有限公司', '云栖', ['part', '云栖']],
    ['杭州云栖茶业有限公司', '茶业 杭州', ['part', '杭州', '茶业']],
    ['杭州云栖茶业有限公司', 'yqcy', ['pinyin', '云栖茶业']],
    ['杭州云栖茶业有限公司', 'yunqi', ['pinyin', '云栖']],
    ['杭州（云栖）茶业', 'hzyq', ['pinyin', '杭州（云栖']],
    ['上海ＡＣＭＥ贸易', 'acme', ['part', 'ＡＣＭＥ']],
    ['13800000001', '+86 138 0000 0001', ['whole', '13800000001']],
    ['13800000001', '0086-138-0000-0001', ['whole', '13800000001']],
    ['13800000001', '138 0000', ['part', '1380000']],
    ['021-5566 7788', '55667788', ['part', '5566 7788']],
    ['13812348000', '8000', ['part', '8000']],
    ['😀云栖', '云', ['part', '云']],
    ['Ann@Example.com', 'ann@example.com', ['whole', 'Ann@Example.com']],
    ['杭州云栖', '联通', null],
  ])('%s by %s', (text, query, expected) => {
    expect(marked(text, query)).toEqual(expected);
  });

  it.each([
    ['+86 138 0000 0001', '13800000001'],
    ['0086-138-0000-0001', '13800000001'],
    ['8613800000001', '13800000001'],
    ['＋８６ １３８ ００００ ０００１', '13800000001'],
    ['+86 (21) 5566-7788', '2155667788'],
    ['+852 9123 4567', '85291234567'],
    ['138 1', '1381'],
    ['12', null],
    ['138a0000', null],
    ['1234567890123456', null],
  ])('%s is the number %s', (query, number) => {
    expect(queryNumber(query)).toBe(number);
  });
});
