const CITIES = [
  '北京',
  '上海',
  '广州',
  '深圳',
  '杭州',
  '南京',
  '苏州',
  '成都',
  '武汉',
  '西安',
  '长沙',
  '郑州',
  '青岛',
  '宁波',
  '无锡',
  '佛山',
  '合肥',
  '东莞',
  '厦门',
  '福州',
  '济南',
  '昆明',
  '沈阳',
  '大连',
  '常州',
  '温州',
  '嘉兴',
  '泉州',
  '南通',
  '绍兴',
];
export const REGIONS = [
  '110105',
  '310115',
  '440106',
  '440305',
  '330106',
  '320106',
  '320506',
  '510107',
  '420106',
  '610113',
];
const FIRST = [...'云启恒瑞金鼎华泰安信博远中科天成万盛宏图嘉禾东方新元海纳明德卓越百川同创光合普惠润泽'];
const SECOND = [...'达通利源盛兴和美康泰隆昌顺丰益民德信诚立志高飞腾龙凤祥荣升茂林森洋海岳峰岭川河江湖'];
const TRADES = [
  '科技',
  '贸易',
  '电子',
  '机械',
  '食品',
  '纺织',
  '建材',
  '医药',
  '化工',
  '物流',
  '软件',
  '装饰',
  '服饰',
  '五金',
  '能源',
  '环保',
  '传媒',
  '教育',
  '汽配',
  '茶业',
];
const ENDINGS = ['有限公司', '有限公司', '有限公司', '股份有限公司', '集团有限公司', '商行'];
const LEVELS = ['A', 'B', 'B', 'C', 'C', 'C', 'D', null];

/** One customer as it is filled in; the same for the same number on every machine. */
export interface MadeUpCustomer {
  readonly name: string;
  /** The two characters that a user would search for. */
  readonly brand: string;
  readonly mobile: string | null;
  readonly level: string | null;
  readonly industry: string | null;
  readonly region: string | null;
  readonly rating: number | null;
  readonly owner: number;
  readonly inPool: boolean;
  readonly deleted: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly nextContactAt: Date | null;
  readonly lastFollowUpAt: Date | null;
  readonly remark: string | null;
}

const MINUTE = 60_000;
export const DAY_MS = 1_440 * MINUTE;

/** The n-th customer of a company of `people` sellers that has kept customers for three years. */
export function madeUpCustomer(n: number, people: number, now: number, industries: readonly string[]): MadeUpCustomer {
  const roll = (salt: number, sides: number): number => mix(n, salt) % sides;
  const of = <T>(list: readonly T[], salt: number): T => list[roll(salt, list.length)] as T;
  const brand = `${of(FIRST, 1)}${of(SECOND, 2)}`;
  const age = Math.floor((roll(3, 1_000_000) / 1_000_000) ** 1.3 * 1_095 * DAY_MS) + 10 * MINUTE;
  const createdAt = new Date(now - age);
  const contacted = roll(4, 10) < 6 ? new Date(createdAt.getTime() + Math.floor((roll(5, 1_000) / 1_000) * age)) : null;
  return {
    name: `${of(CITIES, 6)}${brand}${of(TRADES, 7)}${of(ENDINGS, 8)}`,
    brand,
    mobile: roll(9, 10) < 7 ? `13${String(100_000_000 + ((n * 7_919) % 900_000_000)).padStart(9, '0')}` : null,
    level: of(LEVELS, 10),
    industry: roll(25, 10) < 8 ? of(industries, 11) : null,
    region: roll(12, 10) < 8 ? of(REGIONS, 13) : null,
    rating: roll(14, 10) < 5 ? 1 + roll(15, 3) : null,
    // A few sell most.
    owner: Math.floor((roll(16, 10_000) / 10_000) ** 1.7 * people),
    inPool: roll(17, 100) < 8,
    deleted: roll(18, 200) === 0,
    createdAt,
    updatedAt: contacted ?? createdAt,
    nextContactAt: roll(19, 10) < 5 ? new Date(now + (roll(20, 120) - 45) * DAY_MS) : null,
    lastFollowUpAt: contacted,
    remark: roll(24, 10) < 3 ? '展会认识，对新款有兴趣，等报价。' : null,
  };
}

/** A hash of two numbers (mulberry32, Tommy Ettinger, public domain). */
export function mix(n: number, salt: number): number {
  let t = (Math.imul(n + 1, 0x9e3779b1) + Math.imul(salt, 0x6d2b79f5)) | 0;
  t = Math.imul(t ^ (t >>> 15), 1 | t);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return (t ^ (t >>> 14)) >>> 0;
}
