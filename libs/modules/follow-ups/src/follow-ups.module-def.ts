import {
  address,
  dateTime,
  files,
  followUpMeans,
  images,
  longText,
  reference,
  referenceToAny,
  select,
  users,
  type Layout,
  type LayoutSection,
  type ViewColumn,
} from '@ruyi/contract/metadata';
import { commonViews, defineModule, recycleBin } from '@ruyi/engine/model';

const columns: readonly ViewColumn[] = [
  { field: 'target', width: 220 },
  { field: 'means', width: 100 },
  { field: 'content', width: 360 },
  { field: 'nextContactAt', width: 140 },
  { field: 'createdBy', width: 100 },
  { field: 'createdAt', width: 140 },
];

const main: LayoutSection = {
  key: 'main',
  label: { zh: '跟进记录', en: 'Follow-up' },
  columns: 2,
  fields: [
    { field: 'target' },
    { field: 'contact' },
    { field: 'means' },
    { field: 'nextContactAt' },
    { field: 'content', width: 100 },
    { field: 'photos', width: 100 },
    { field: 'attachments', width: 100 },
    { field: 'place' },
    { field: 'mentions' },
  ],
};

const layouts: readonly Layout[] = [
  { kind: 'form', sections: [main] },
  {
    kind: 'detail',
    sections: [
      main,
      {
        key: 'system',
        label: { zh: '系统信息', en: 'System' },
        columns: 2,
        fields: [{ field: 'createdBy' }, { field: 'createdAt' }, { field: 'updatedAt' }],
      },
    ],
  },
];

/** 跟进记录: what was said to whom, by which means, and when to speak again. Seen with its target. */
export const followUps = defineModule({
  key: 'followUps',
  label: { zh: '跟进记录', en: 'Follow-ups' },
  icon: 'forum',
  access: { inherit: 'target' },
  nameField: 'content',
  fields: {
    target: referenceToAny({ zh: '跟进对象', en: 'About' }, ['customers', 'contacts'], {
      required: true,
      indexed: true,
      relied: true,
    }),
    means: select({ zh: '跟进方式', en: 'Means' }, followUpMeans, {
      required: true,
      default: 'call',
      indexed: true,
      display: 'tiles',
    }),
    content: longText({ zh: '内容', en: 'Content' }, { required: true, maxLength: 20_000, search: true }),
    nextContactAt: dateTime({ zh: '下次联系时间', en: 'Next contact' }, { relied: true }),
    contact: reference({ zh: '联系人', en: 'Contact' }, 'contacts', { indexed: true }),
    place: address({ zh: '签到地点', en: 'Place' }),
    mentions: users({ zh: '提醒谁看', en: 'Mentioned' }),
    photos: images({ zh: '图片', en: 'Photos' }),
    attachments: files({ zh: '附件', en: 'Attachments' }),
  },
  layouts,
  views: [...commonViews({ columns, owner: 'createdBy' }), recycleBin({ columns })],
  actions: [{ key: 'export', label: { zh: '导出', en: 'Export' }, bulk: true }],
});
