import type { CreatableFieldKind, FieldKind, Label } from '@ruyi/contract/metadata';

/** What the designer calls the kinds of field that can be made. */
export const KIND_NAMES: Readonly<Record<CreatableFieldKind, Label>> = {
  text: { zh: '单行文本', en: 'Text' },
  longText: { zh: '多行文本', en: 'Long text' },
  number: { zh: '数字', en: 'Number' },
  integer: { zh: '整数', en: 'Integer' },
  money: { zh: '金额', en: 'Money' },
  percent: { zh: '百分比', en: 'Percent' },
  rating: { zh: '评分', en: 'Rating' },
  boolean: { zh: '是/否', en: 'Yes / no' },
  select: { zh: '单选', en: 'Select' },
  multiSelect: { zh: '多选', en: 'Multi-select' },
  tags: { zh: '标签', en: 'Tags' },
  date: { zh: '日期', en: 'Date' },
  dateTime: { zh: '日期时间', en: 'Date and time' },
  mobile: { zh: '手机号', en: 'Mobile number' },
  telephone: { zh: '电话', en: 'Telephone' },
  email: { zh: '邮箱', en: 'E-mail' },
  url: { zh: '网址', en: 'Web address' },
  region: { zh: '省市区', en: 'Region' },
  address: { zh: '地址', en: 'Address' },
  user: { zh: '人员', en: 'User' },
  department: { zh: '部门', en: 'Department' },
  reference: { zh: '关联模块', en: 'Reference' },
  files: { zh: '附件', en: 'Files' },
  images: { zh: '图片', en: 'Images' },
  serial: { zh: '自动编号', en: 'Serial number' },
};

/** Shipped fields may be of kinds that cannot be made. */
export function kindName(kind: FieldKind): Label {
  return (KIND_NAMES as Readonly<Partial<Record<FieldKind, Label>>>)[kind] ?? { zh: '字段', en: 'Field' };
}
