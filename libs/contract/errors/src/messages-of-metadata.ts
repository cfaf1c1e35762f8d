import type { Message } from './message.js';

/** What the designer of fields, layouts and views has to say. */
export const MESSAGES_OF_METADATA = {
  'limitReached.customFields': {
    zh: '一个模块最多 {max} 个自定义字段',
    en: 'A module may have at most {max} custom fields',
  },
  'limitReached.sections': { zh: '一个布局最多 {max} 个分组', en: 'A layout may have at most {max} sections' },
  'limitReached.views': { zh: '最多 {max} 个视图', en: 'At most {max} views' },
  'limitReached.columns': { zh: '最多 {max} 列', en: 'At most {max} columns' },
  'notAllowed.systemField': {
    zh: '系统字段只能修改名称、说明和宽度',
    en: 'Of a system field only label, help and width can be changed',
  },
  'notAllowed.shippedIndex': { zh: '预置字段的索引不能修改', en: 'The index of a shipped field cannot be changed' },
  'notAllowed.fixedSetting': { zh: '创建后不能修改', en: 'It cannot be changed once the field exists' },
  'notAllowed.reliedField': {
    zh: '系统功能依赖此字段，不能这样修改',
    en: 'The product relies on this field: this change would break it',
  },
  'notAllowed.purgeShipped': { zh: '预置字段不能彻底删除', en: 'A shipped field cannot be purged' },
  'notAllowed.notComparable': {
    zh: '只能按可搜索的文本、手机、电话和邮箱查重',
    en: 'Only texts, phones and e-mails that the search finds can be compared',
  },
  'notAllowed.purgeInUse': { zh: '请先停用字段，再彻底删除', en: 'Retire the field first, then purge it' },
  'notAllowed.purgeIndexed': {
    zh: '字段的索引正在清理，请几分钟后再试',
    en: 'The index of the field is still being emptied: try again in a few minutes',
  },
  'notAllowed.reliedOption': {
    zh: '系统功能依赖此选项，可以改名，不能停用',
    en: 'The product relies on this option: it can be renamed, not retired',
  },
  'notAllowed.replaceBySelf': {
    zh: '不能用自身或已停用的选项替换',
    en: 'An option is replaced by another one that is in use',
  },
  'notAllowed.sharedView': {
    zh: '只有管理员可以共享视图或修改共享视图',
    en: 'Only an administrator may share views or change shared ones',
  },
  'notAllowed.shippedView': { zh: '预置视图的筛选条件不能修改', en: 'The filter of a shipped view cannot be changed' },
} as const satisfies Readonly<Record<string, Message>>;
