import { describe, expect, it } from 'vitest';
import { NOT_ALIKE, nameLikeness } from './name-likeness.js';

describe('nameLikeness', () => {
  const name = '杭州（龙井）茶叶有限公司';
  it.each([
    ['杭州龙井茶叶', 0],
    ['杭州龙景茶叶', 1],
    ['杭州龙茶叶', 1],
    ['杭州龙', 2],
    ['龙井', 3],
    ['有限公司', 3],
    ['hzljcy', 4],
    ['hangzhoulongjing', 5],
    ['hzlj', 5],
    ['longjing', 6],
    ['虎跑', NOT_ALIKE],
    ['zzzz', NOT_ALIKE],
    ['', NOT_ALIKE],
  ])('%s: %d', (typed, likeness) => {
    expect(nameLikeness(typed, name)).toBe(likeness);
  });
});
