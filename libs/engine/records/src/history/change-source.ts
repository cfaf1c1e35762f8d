import type { Context } from '@ruyi/engine/context';
import { historyItems, type HistoryItem } from './history-reader.js';
import type { TimelineItem, TimelineSource } from './timeline-item.js';

const POOL_ACTIONS = new Set(['claim', 'allocate', 'putInPool', 'reclaim']);

const TITLES: Readonly<Record<string, readonly [string, string]>> = {
  create: ['新建', 'Created'],
  update: ['修改', 'Changed'],
  delete: ['删除', 'Deleted'],
  restore: ['恢复', 'Restored'],
  transfer: ['转移', 'Transferred'],
  undo: ['撤销', 'Undone'],
  claim: ['领取', 'Claimed'],
  allocate: ['分配', 'Allocated'],
  putInPool: ['放入公海', 'Put in the pool'],
  reclaim: ['按规则回收', 'Reclaimed by rule'],
  lock: ['锁定', 'Locked'],
  merge: ['合并', 'Merged'],
};

/** The record's own history as a source of its timeline. */
export const changeSource: TimelineSource = {
  kinds: ['change', 'pool'],
  throughPool: true,
  async list(sight, { before, limit }) {
    const items = await historyItems(sight, { before, limit });
    return items.map((item) => toTimeline(sight.session.ctx, item));
  },
};

function toTimeline(ctx: Context, item: HistoryItem): TimelineItem {
  const [zh, en] = TITLES[item.action] ?? [item.action, item.action];
  const reason = item.note?.['reason'];
  return {
    id: item.id,
    kind: POOL_ACTIONS.has(item.action) ? 'pool' : 'change',
    at: item.at,
    by: item.by,
    title: ctx.locale === 'en' ? en : zh,
    ...(typeof reason === 'string' ? { text: reason } : {}),
    changes: item.changes,
    state: item.action,
  };
}
