import type { ActionDescription } from '@ruyi/contract/metadata';

/** What may be done to customers beyond create, read, edit and delete. */
export const customerActions: readonly ActionDescription[] = [
  { key: 'transfer', label: { zh: '转移', en: 'Transfer' }, bulk: true },
  { key: 'claim', label: { zh: '领取', en: 'Claim' }, bulk: true },
  { key: 'allocate', label: { zh: '分配', en: 'Allocate' }, bulk: true },
  { key: 'putInPool', label: { zh: '放入公海', en: 'Put in pool' }, bulk: true },
  { key: 'lock', label: { zh: '锁定', en: 'Lock' }, bulk: true },
  { key: 'team', label: { zh: '团队成员', en: 'Team members' }, bulk: true },
  { key: 'send', label: { zh: '发送邮件/短信', en: 'Send mail or SMS' }, bulk: true },
  { key: 'consent', label: { zh: '登记同意', en: 'Record consent' }, bulk: true },
  { key: 'export', label: { zh: '导出', en: 'Export' }, bulk: true },
];
