import {
  address,
  boolean,
  date,
  dateTime,
  doNotContactChannels,
  email,
  files,
  images,
  longText,
  mobile,
  multiSelect,
  preferredChannels,
  reference,
  salutations,
  select,
  tags,
  telephone,
  text,
  type Layout,
  type LayoutSection,
  type ViewColumn,
} from '@ruyi/contract/metadata';
import { commonViews, contactDueViews, defineModule, notContactedViews, recycleBin } from '@ruyi/engine/model';

const columns: readonly ViewColumn[] = [
  { field: 'name', width: 140 },
  { field: 'customer', width: 240 },
  { field: 'post', width: 120 },
  { field: 'mobile', width: 130 },
  { field: 'email', width: 180 },
  { field: 'decisionMaker', width: 90 },
  { field: 'ownerId', width: 100 },
  { field: 'nextContactAt', width: 140 },
  { field: 'createdAt', width: 140 },
];

const main: LayoutSection = {
  key: 'main',
  label: { zh: '基本信息', en: 'Basics' },
  columns: 2,
  fields: [
    { field: 'customer' },
    { field: 'name' },
    { field: 'salutation' },
    { field: 'post' },
    { field: 'mobile' },
    { field: 'telephone' },
    { field: 'email' },
    { field: 'wechat' },
    { field: 'decisionMaker' },
    { field: 'birthday' },
    { field: 'nextContactAt' },
    { field: 'remark', width: 100 },
  ],
};

const more: LayoutSection = {
  key: 'more',
  label: { zh: '更多信息', en: 'More' },
  columns: 2,
  collapsed: true,
  fields: [
    { field: 'department' },
    { field: 'qq' },
    { field: 'preferredChannel' },
    { field: 'doNotContact' },
    { field: 'reportsTo' },
    { field: 'referredBy' },
    { field: 'address' },
    { field: 'interests' },
    { field: 'character', width: 100 },
    { field: 'photos', width: 100 },
    { field: 'attachments', width: 100 },
  ],
};

const state: LayoutSection = {
  key: 'system',
  label: { zh: '系统信息', en: 'System' },
  columns: 2,
  fields: [
    { field: 'ownerId' },
    { field: 'lastFollowUpAt' },
    { field: 'createdBy' },
    { field: 'createdAt' },
    { field: 'updatedAt' },
  ],
};

const layouts: readonly Layout[] = [
  { kind: 'form', sections: [main, more] },
  { kind: 'detail', sections: [main, { ...more, collapsed: false }, state] },
];

/** 联系人: people at a customer. Seen by their owner's scopes, and with their customer. */
export const contacts = defineModule({
  key: 'contacts',
  label: { zh: '联系人', en: 'Contacts' },
  icon: 'contacts',
  access: { either: 'customer' },
  followable: true,
  nameField: 'name',
  fields: {
    name: text({ zh: '姓名', en: 'Name' }, { required: true, search: true, maxLength: 60 }),
    customer: reference({ zh: '客户', en: 'Customer' }, 'customers', { required: true, indexed: true, relied: true }),
    salutation: select({ zh: '称谓', en: 'Salutation' }, salutations, { display: 'tiles' }),
    department: text({ zh: '部门', en: 'Department' }, { maxLength: 60 }),
    post: text({ zh: '职务', en: 'Post' }, { maxLength: 60 }),
    decisionMaker: boolean({ zh: '决策人', en: 'Decision maker' }),
    mobile: mobile({ zh: '手机', en: 'Mobile' }, { search: true, indexed: true, relied: true }),
    telephone: telephone({ zh: '电话', en: 'Telephone' }, { search: true }),
    email: email({ zh: '邮箱', en: 'E-mail' }, { search: true, relied: true }),
    wechat: text({ zh: '微信', en: 'WeChat' }, { maxLength: 64, search: true }),
    qq: text({ zh: 'QQ', en: 'QQ' }, { maxLength: 20 }),
    preferredChannel: select({ zh: '首选联系方式', en: 'Preferred channel' }, preferredChannels),
    birthday: date({ zh: '生日', en: 'Birthday' }),
    interests: tags({ zh: '关注话题', en: 'Interests' }),
    character: longText({ zh: '性格与习惯', en: 'Character and habits' }, { maxLength: 2000 }),
    address: address({ zh: '地址', en: 'Address' }),
    reportsTo: reference({ zh: '汇报给', en: 'Reports to' }, 'contacts'),
    referredBy: reference({ zh: '介绍人', en: 'Referred by' }, 'contacts'),
    doNotContact: multiSelect({ zh: '免打扰渠道', en: 'Do not contact by' }, doNotContactChannels, {
      relied: true,
      reliedOptions: ['mail', 'sms'],
    }),
    nextContactAt: dateTime({ zh: '下次联系时间', en: 'Next contact' }, { indexed: true, relied: true }),
    photos: images({ zh: '图片', en: 'Photos' }),
    attachments: files({ zh: '附件', en: 'Attachments' }),
    remark: longText({ zh: '备注', en: 'Remark' }, { maxLength: 5000 }),
  },
  layouts,
  views: [
    ...commonViews({ columns }),
    ...contactDueViews({ columns, field: 'nextContactAt' }),
    ...notContactedViews({ columns }),
    recycleBin({ columns }),
  ],
  actions: [
    { key: 'transfer', label: { zh: '转移', en: 'Transfer' }, bulk: true },
    { key: 'team', label: { zh: '团队成员', en: 'Team members' }, bulk: true },
    { key: 'send', label: { zh: '发送邮件/短信', en: 'Send mail or SMS' }, bulk: true },
    { key: 'consent', label: { zh: '登记同意', en: 'Record consent' }, bulk: true },
    { key: 'export', label: { zh: '导出', en: 'Export' }, bulk: true },
  ],
});
