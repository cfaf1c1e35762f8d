import type { FieldKind, Label } from '@ruyi/contract/metadata';

/** How a cell of a kind is filled, and one that is. */
export interface CellHint {
  readonly how: Label;
  readonly example: Label;
}

const hint = (zh: string, en: string, exampleZh: string, exampleEn = exampleZh): CellHint => ({
  how: { zh, en },
  example: { zh: exampleZh, en: exampleEn },
});

const TEXT = hint('文字', 'Text', '');
const NUMBER = hint('数字', 'A number', '12.5');
const OTHER = hint('对方的名称', 'The name of the record', '杭州云栖茶业有限公司', 'Blue River Tea Ltd');

/** Kinds that a file cannot hold are not among them. */
const HINTS: Readonly<Partial<Record<FieldKind, CellHint>>> = {
  number: NUMBER,
  integer: hint('整数', 'A whole number', '12'),
  money: hint('金额', 'An amount of money', '1234.50'),
  percent: hint('百分比，12 就是 12%', 'A percentage; 12 is 12%', '12%'),
  rating: hint('几颗星，写数字', 'How many stars, as a number', '3'),
  boolean: hint('是 或 否', 'Yes or no', '是', 'Yes'),
  select: hint('从可选值中选一个', 'One of the options', ''),
  multiSelect: hint('可选值，多个用顿号隔开', 'Of the options, several with commas between', ''),
  tags: hint('多个用顿号隔开', 'Several with commas between', '老客户、展会', 'regular, fair'),
  date: hint('年-月-日', 'Year-month-day', '2026-01-31'),
  dateTime: hint('年-月-日 时:分', 'Year-month-day hours:minutes', '2026-01-31 09:30'),
  dateRange: hint(
    '开始日期 至 结束日期',
    'From one day to another',
    '2026-01-01 至 2026-01-31',
    '2026-01-01 to 2026-01-31',
  ),
  mobile: hint('手机号', 'A mobile number', '13800138000'),
  telephone: hint('带区号的电话', 'A telephone number with its area code', '0571-88886666'),
  email: hint('邮箱', 'An e-mail address', 'zhou@example.com'),
  url: hint('网址', 'A web address', 'https://example.com'),
  region: hint('省 市 区', 'Province, city, district', '浙江省 杭州市 西湖区'),
  address: hint('省市区和详细地址', 'Province, city, district and street', '浙江省 杭州市 西湖区 文三路 1 号'),
  user: hint('同事的姓名', 'The name of a colleague', '王芳'),
  users: hint('同事的姓名，多个用顿号隔开', 'Names of colleagues with commas between', '王芳、李敏', '王芳, 李敏'),
  department: hint('部门名称', 'The name of a department', '销售部', 'Sales'),
  reference: OTHER,
  references: OTHER,
};

export function cellHint(kind: FieldKind): CellHint {
  return HINTS[kind] ?? TEXT;
}
