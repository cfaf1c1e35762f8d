import { describe, expect, it } from 'vitest';
import type { FieldChange } from '@ruyi/ui/data-access';
import { zh } from '../i18n/zh.js';
import { moveWords } from './move-words.js';

const t = (key: string, params: Record<string, string> = {}): string => {
  const text = Object.entries(zh.move).find(([name]) => key === `records.move.${name}`)?.[1] ?? key;
  return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => params[name] ?? '');
};
const change = (field: string, beforeText: string, afterText: string): FieldChange => ({
  field,
  label: field,
  before: null,
  after: null,
  beforeText,
  afterText,
});

describe('a move of a record in words', () => {
  it.each([
    [
      'putInPool',
      [change('ownerId', '李敏', ''), change('poolId', '', '默认公海'), change('ownedSince', '昨天', '')],
      '联系不上',
      '从 李敏 名下放入公海「默认公海」；原因：联系不上',
    ],
    ['putInPool', [], null, '放入公海'],
    [
      'reclaim',
      [change('ownerId', '李敏', ''), change('poolId', '', '外贸公海')],
      null,
      '按规则从 李敏 名下回收到公海「外贸公海」',
    ],
    ['claim', [change('poolId', '默认公海', ''), change('ownerId', '', '王强')], null, '从公海「默认公海」领取'],
    [
      'allocate',
      [change('poolId', '默认公海', ''), change('ownerId', '', '王强')],
      null,
      '从公海「默认公海」分配给 王强',
    ],
    ['allocate', [change('ownerId', '李敏', '王强')], null, '从 李敏 名下转移给 王强'],
    ['transfer', [change('ownerId', '', '王强')], null, '转移给 王强'],
  ])('%s', (state, changes, text, words) => {
    expect(moveWords(t, { state, changes, text })).toBe(words);
  });

  it('leaves other changes to their fields', () => {
    expect(moveWords(t, { state: 'update', changes: [change('ownerId', '李敏', '王强')] })).toBeNull();
  });
});
