import { mix } from './made-up-customers.js';

/** A custom field of the large company's customers. */
export interface CustomFieldPlan {
  readonly name: CustomName;
  readonly label: string;
  readonly type: 'select' | 'number' | 'text' | 'date' | 'boolean';
  readonly indexed: boolean;
  readonly options?: readonly string[];
  /** The n-th customer's value: the place of an option for a select; null for none. */
  value(n: number): string | number | boolean | null;
}

export type CustomName =
  'channel' | 'amount' | 'grade' | 'seats' | 'project' | 'signedOn' | 'score' | 'brandOwner' | `plain${number}`;

const roll = (n: number, salt: number, sides: number): number => mix(n, salt) % sides;
const day = (n: number, salt: number): string =>
  new Date(Date.UTC(2023, 0, 1 + roll(n, salt, 1_300))).toISOString().slice(0, 10);

/** Twenty, of which six are indexed: what a company that has shaped its CRM for some years has. */
export const CUSTOM_FIELDS: readonly CustomFieldPlan[] = [
  {
    name: 'channel',
    label: '客户来源渠道',
    type: 'select',
    indexed: true,
    options: ['展会', '转介绍', '网站', '电话'],
    value: (n) => [0, 0, 0, 0, 1, 1, 1, 2, 2, 3, null][roll(n, 21, 11)] ?? null,
  },
  {
    name: 'amount',
    label: '预计采购额',
    type: 'number',
    indexed: true,
    value: (n) => (roll(n, 22, 10) < 8 ? roll(n, 23, 1_000_000) : null),
  },
  {
    name: 'grade',
    label: '内部评级',
    type: 'select',
    indexed: true,
    options: ['重点', '一般', '观察', '放弃'],
    value: (n) => [0, 1, 1, 1, 2, 2, 3, null][roll(n, 31, 8)] ?? null,
  },
  { name: 'seats', label: '席位数', type: 'number', indexed: true, value: (n) => 1 + roll(n, 32, 500) },
  {
    name: 'project',
    label: '项目编号',
    type: 'text',
    indexed: true,
    value: (n) => (roll(n, 33, 2) === 0 ? `XM-${String(roll(n, 34, 10_000_000)).padStart(7, '0')}` : null),
  },
  {
    name: 'signedOn',
    label: '首签日期',
    type: 'date',
    indexed: true,
    value: (n) => (roll(n, 35, 3) ? day(n, 36) : null),
  },
  // Those of plain fields are what nobody has thought of when the company was set up.
  { name: 'score', label: '信用分', type: 'number', indexed: false, value: (n) => roll(n, 37, 1_000_000) },
  { name: 'brandOwner', label: '品牌方', type: 'boolean', indexed: false, value: (n) => roll(n, 38, 4) === 0 },
  ...Array.from({ length: 12 }, (_, index): CustomFieldPlan => {
    const salt = 40 + 2 * index;
    const name = `plain${index}` as const;
    const label = `补充信息${index + 1}`;
    if (index % 4 === 0)
      return {
        name,
        label,
        type: 'select',
        indexed: false,
        options: ['甲', '乙', '丙'],
        value: (n) => roll(n, salt, 3),
      };
    if (index % 4 === 1) return { name, label, type: 'number', indexed: false, value: (n) => roll(n, salt, 10_000) };
    if (index % 4 === 2) return { name, label, type: 'date', indexed: false, value: (n) => day(n, salt) };
    return {
      name,
      label,
      type: 'text',
      indexed: false,
      value: (n) => (roll(n, salt, 3) === 0 ? `备注 ${roll(n, salt + 1, 900)}` : null),
    };
  }),
];
