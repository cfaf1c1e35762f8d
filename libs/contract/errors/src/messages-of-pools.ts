import type { Message } from './message.js';

/** What the pool and the senders have to say. */
export const MESSAGES_OF_POOLS = {
  'limitReached.lock': { zh: '锁定的数量已达上限', en: 'No more records may be locked' },
  'limitReached.pools': { zh: '最多 {max} 个公海', en: 'At most {max} pools' },
  'notAllowed.opportunityRule': { zh: '启用商机模块后才能使用此规则', en: 'This rule needs the opportunities module' },
  'notConfigured.pool': {
    zh: '没有可用的公海，请先启用一个',
    en: 'There is no pool to put it in: switch one on first',
  },
  'inUse.pool': {
    zh: '公海中还有 {count} 条记录，请先领取或分配',
    en: 'The pool still holds {count} records: claim or allocate them first',
  },
  deliveryFailed: { zh: '发送失败：{reason}', en: 'Sending failed: {reason}' },
} as const satisfies Readonly<Record<string, Message>>;
