import { describe, expect, it } from 'vitest';
import { mentionAt, mentionedIn } from './mention-at.js';

describe('a name behind an @', () => {
  it.each([
    ['@', 1, { start: 0, words: '' }],
    ['请@张', 3, { start: 1, words: '张' }],
    ['请 @zhang 看看', 8, { start: 2, words: 'zhang' }],
    ['@张三 @李', 6, { start: 4, words: '李' }],
  ])('is being written in %j at %d', (text, caret, found) => expect(mentionAt(text, caret)).toEqual(found));

  it.each([
    ['没有', 2],
    ['@张三 看', 5],
    ['ann@example', 11],
    ['@', 0],
  ])('is not in %j at %d', (text, caret) => expect(mentionAt(text, caret)).toBeNull());

  it('counts while it stands in the text, the longer one before the shorter', () => {
    const chosen = new Map([
      ['张三', 'a'],
      ['张三丰', 'b'],
      ['李四', 'c'],
    ]);
    expect(mentionedIn('@张三丰 和 @李四', chosen)).toEqual(['b', 'c']);
    expect(mentionedIn('@张三 @张三丰', chosen)).toEqual(['b', 'a']);
    expect(mentionedIn('张三', chosen)).toEqual([]);
  });
});
