import type { Layout, LayoutSection } from '@ruyi/contract/metadata';

/** At most twelve fields before 更多信息. */
const main: LayoutSection = {
  key: 'main',
  label: { zh: '基本信息', en: 'Basics' },
  columns: 2,
  fields: [
    { field: 'kind' },
    { field: 'name' },
    { field: 'mobile' },
    { field: 'telephone' },
    { field: 'level' },
    { field: 'industry' },
    { field: 'source' },
    { field: 'nextContactAt' },
    { field: 'region' },
    { field: 'address' },
    { field: 'remark', width: 100 },
  ],
};

const more: LayoutSection = {
  key: 'more',
  label: { zh: '更多信息', en: 'More' },
  columns: 2,
  collapsed: true,
  fields: [
    { field: 'email' },
    { field: 'wechat' },
    { field: 'qq' },
    { field: 'website' },
    { field: 'type' },
    { field: 'nature' },
    { field: 'rating' },
    { field: 'annualRevenue' },
    { field: 'headcount' },
    { field: 'creditCode' },
    { field: 'country' },
    { field: 'postcode' },
    { field: 'stockCode' },
    { field: 'sicCode' },
    { field: 'primaryContact' },
    { field: 'parent' },
    { field: 'dealState' },
    { field: 'dealAt' },
    { field: 'lifecycle' },
    { field: 'doNotContact' },
    { field: 'paymentTerms' },
    { field: 'creditLimit' },
    { field: 'creditDays' },
    { field: 'need', width: 100 },
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
    { field: 'ownedSince' },
    { field: 'lastFollowUpAt' },
    { field: 'daysToReclaim' },
    { field: 'formerOwnerId' },
    { field: 'locked' },
    { field: 'lifecycleSince' },
    { field: 'createdBy' },
    { field: 'createdAt' },
    { field: 'updatedAt' },
  ],
};

export const customerLayouts: readonly Layout[] = [
  { kind: 'form', sections: [main, more] },
  { kind: 'detail', sections: [main, { ...more, collapsed: false }, state] },
];
