import { Random } from './random.js';

const DAY = 86_400_000;

const CITIES: readonly (readonly [city: string, region: string, area: string, street: string])[] = [
  ['杭州', '330106', '0571', '文三路'],
  ['杭州', '330102', '0571', '解放东路'],
  ['宁波', '330203', '0574', '中山西路'],
  ['温州', '330302', '0577', '车站大道'],
  ['绍兴', '330602', '0575', '胜利东路'],
  ['金华', '330702', '0579', '双龙南街'],
  ['义乌', '330782', '0579', '稠州北路'],
  ['嘉兴', '330402', '0573', '中环南路'],
  ['湖州', '330502', '0572', '红旗路'],
  ['台州', '331002', '0576', '市府大道'],
  ['上海', '310104', '021', '漕溪北路'],
  ['上海', '310115', '021', '世纪大道'],
  ['苏州', '320508', '0512', '干将东路'],
  ['无锡', '320213', '0510', '中山路'],
  ['南京', '320106', '025', '中山北路'],
  ['常州', '320411', '0519', '通江中路'],
  ['合肥', '340103', '0551', '长江中路'],
  ['广州', '440106', '020', '天河路'],
  ['深圳', '440304', '0755', '深南大道'],
  ['佛山', '440604', '0757', '汾江中路'],
  ['厦门', '350203', '0592', '湖滨南路'],
  ['福州', '350102', '0591', '五四路'],
  ['武汉', '420106', '027', '中南路'],
  ['成都', '510104', '028', '人民南路'],
  ['北京', '110105', '010', '建国路'],
];

const FIRST = [
  '云',
  '瑞',
  '恒',
  '华',
  '德',
  '嘉',
  '金',
  '宏',
  '永',
  '泰',
  '安',
  '博',
  '鼎',
  '盛',
  '新',
  '远',
  '祥',
  '锦',
  '凯',
  '星',
  '海',
  '天',
  '龙',
  '凤',
  '百',
  '万',
  '广',
  '同',
  '丰',
  '和',
];
const SECOND = [
  '栖',
  '达',
  '源',
  '信',
  '通',
  '兴',
  '隆',
  '诚',
  '润',
  '泽',
  '晟',
  '悦',
  '创',
  '腾',
  '航',
  '邦',
  '美',
  '康',
  '益',
  '利',
  '顺',
  '昌',
  '翔',
  '辉',
  '峰',
];

/** What a company of the branch is called. */
const TRADES: Readonly<Record<string, readonly string[]>> = {
  tea: ['茶业', '茶叶', '名茶'],
  foreignTrade: ['进出口', '外贸', '国际贸易'],
  ecommerce: ['电子商务', '网络科技'],
  trade: ['商贸', '百货', '供应链'],
  manufacturing: ['实业', '制造', '五金制品'],
  machinery: ['机械设备', '精工机械', '自动化设备'],
  electronics: ['电器', '电子', '照明'],
  clothing: ['服饰', '服装', '纺织'],
  catering: ['餐饮管理', '食品'],
  medical: ['医疗器械', '医药'],
  construction: ['建材', '装饰工程'],
  logistics: ['物流', '货运代理'],
  education: ['教育科技', '文化培训'],
  it: ['信息技术', '软件'],
  travel: ['旅游开发', '文旅'],
  agriculture: ['农业科技', '生态农业'],
  automotive: ['汽车配件', '汽车销售服务'],
  jewellery: ['珠宝', '饰品'],
  media: ['文化传媒', '广告'],
  chemicals: ['化工', '新材料'],
};

const INDUSTRIES: readonly (readonly [string, number])[] = [
  ['tea', 12],
  ['foreignTrade', 14],
  ['ecommerce', 12],
  ['trade', 14],
  ['manufacturing', 9],
  ['machinery', 7],
  ['electronics', 7],
  ['clothing', 8],
  ['catering', 7],
  ['medical', 4],
  ['construction', 5],
  ['logistics', 4],
  ['education', 4],
  ['it', 4],
  ['travel', 4],
  ['agriculture', 4],
  ['automotive', 3],
  ['jewellery', 3],
  ['media', 3],
  ['chemicals', 2],
];
const SOURCES: readonly (readonly [string, number])[] = [
  ['prospecting', 20],
  ['referral', 16],
  ['exhibition', 14],
  ['onlineInquiry', 12],
  ['socialVideo', 9],
  ['wechat', 8],
  ['ecommercePlatform', 7],
  ['searchEngine', 6],
  ['phoneInquiry', 5],
  ['coldVisit', 3],
  ['returning', 3],
  ['partner', 2],
  ['website', 2],
];
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const GIVEN = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '磊',
  '洋',
  '艳',
  '勇',
  '军',
  '杰',
  '娟',
  '涛',
  '明',
  '超',
  '霞',
  '平',
  '刚',
  '桂英',
  '建华',
  '志强',
  '海燕',
  '晓东',
  '文博',
  '子轩',
  '雨桐',
  '思琪',
  '佳怡',
  '国栋',
  '丽萍',
  '少华',
  '美玲',
  '春梅',
  '永康',
  '立新',
];
const POSTS = [
  '总经理',
  '采购经理',
  '采购专员',
  '运营总监',
  '行政主管',
  '市场经理',
  '门店店长',
  '老板',
  '业务经理',
  '财务主管',
];

const TALKS: readonly (readonly [means: string, texts: readonly string[]])[] = [
  [
    'call',
    [
      '询问春茶礼盒价格，要求含税到厂，周五前给报价。',
      '对样品满意，想了解起订量和账期。',
      '电话未接，改约下周再联系。',
      '预算在走审批，月底有结果。',
      '对比了两家供应商，价格差 3%，希望再谈。',
    ],
  ],
  [
    'wechat',
    [
      '发了最新产品目录和价格表，对方表示会看。',
      '确认了收货地址，样品今天寄出。',
      '客户发来去年的采购清单，按此报价。',
      '转发了同行案例，客户很感兴趣。',
    ],
  ],
  [
    'visit',
    [
      '上门拜访，参观了仓库，老板对交期最关心。',
      '带样品面谈，确定先下一小单试用。',
      '见到采购负责人，了解到年采购额约 80 万。',
      '一起吃饭，介绍了新来的采购经理。',
    ],
  ],
  ['incomingCall', ['客户来电催发货，已协调仓库当天发出。', '来电咨询节日礼品定制，要求印 logo。']],
  ['mail', ['发出正式报价单与合同草案。', '发送产品检测报告和资质文件。']],
  ['visitor', ['客户来公司看样，对包装提出两点修改意见。']],
  ['event', ['广交会展位上交换名片，对有机茶感兴趣。', '参加新品品鉴会，当场订了 20 套。']],
];

export interface DemoContact {
  readonly name: string;
  readonly salutation: 'mr' | 'ms';
  readonly post: string;
  readonly mobile: string;
  readonly email: string | null;
  readonly decisionMaker: boolean;
}

export interface DemoFollowUp {
  readonly at: Date;
  readonly means: string;
  readonly content: string;
  readonly next: Date | null;
}

export interface DemoCustomer {
  readonly values: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  /** Index into the sellers; null: in a pool. */
  readonly seller: number;
  readonly pool: number | null;
  readonly contacts: readonly DemoContact[];
  readonly followUps: readonly DemoFollowUp[];
}

/** Three hundred customers over the two years before `today`; the same for the same day. */
export function demoCustomers(today: Date, sellers: number): DemoCustomer[] {
  const random = new Random(20_261_121);
  const names = new Set<string>();
  return Array.from({ length: 300 }, (_, index) => demoCustomer(random, names, { index, today, sellers }));
}

function demoCustomer(
  random: Random,
  names: Set<string>,
  { index, today, sellers }: { index: number; today: Date; sellers: number },
): DemoCustomer {
  const isPerson = random.chance(0.08);
  const [city, region, area, street] = random.pick(CITIES);
  const industry = random.weighted(INDUSTRIES);
  const name = isPerson ? personName(random) : companyName(random, names, city, industry);
  const createdAt = new Date(
    today.getTime() - Math.floor((1 - index / 300) ** 1.15 * 730 + 0.3) * DAY - random.between(0, 9) * 3_600_000,
  );
  const level = random.weighted([
    ['A', 18],
    ['B', 46],
    ['C', 26],
    ['D', 10],
  ]);
  const isDeal = random.chance(level === 'A' ? 0.6 : level === 'B' ? 0.35 : 0.1);
  const contacts = Array.from(
    {
      length: isPerson
        ? 0
        : random.weighted([
            [1, 55],
            [2, 33],
            [3, 12],
          ]),
    },
    (_unused, n) => demoContact(random, index, n),
  );
  const seller = random.between(0, sellers - 1);
  const pool = !isDeal && random.chance(0.14) ? (['foreignTrade', 'ecommerce'].includes(industry) ? 1 : 0) : null;
  return {
    values: {
      name,
      kind: isPerson ? 'person' : 'company',
      level,
      industry,
      source: random.weighted(SOURCES),
      type: random.weighted([
        ['endCustomer', 50],
        ['dealer', 28],
        ['agent', 10],
        ['partner', 8],
        ['other', 4],
      ]),
      nature: isPerson
        ? null
        : random.weighted([
            ['private', 78],
            ['stateOwned', 8],
            ['jointVenture', 8],
            ['foreignOwned', 6],
          ]),
      rating: level === 'A' ? 3 : random.between(1, 2),
      annualRevenue: isPerson
        ? null
        : random.weighted([
            ['under1m', 16],
            ['from1mTo5m', 34],
            ['from5mTo20m', 28],
            ['from20mTo100m', 16],
            ['from100mTo1b', 6],
          ]),
      headcount: isPerson
        ? null
        : random.weighted([
            ['from1', 28],
            ['from10', 40],
            ['from50', 22],
            ['from200', 8],
            ['from500', 2],
          ]),
      mobile: mobileOf(1, index, 0),
      telephone: isPerson || random.chance(0.4) ? null : `${area}-8${String(1_000_000 + ((index * 7919) % 8_999_999))}`,
      email: random.chance(0.55) ? `service${index + 1}@example.com` : null,
      region,
      address: {
        region,
        detail: `${street}${random.between(1, 980)}号${random.chance(0.5) ? `${random.between(2, 28)}楼` : ''}`,
      },
      dealState: isDeal ? 'deal' : 'open',
      lifecycle: isDeal
        ? random.pick(['ordering', 'active'])
        : random.weighted([
            ['potential', 60],
            ['unqualified', 20],
            ['opportunity', 20],
          ]),
      paymentTerms: isDeal
        ? random.weighted([
            ['monthly', 40],
            ['prepaid', 35],
            ['immediate', 25],
          ])
        : null,
      doNotContact: random.chance(0.04) ? ['sms'] : [],
      remark: random.chance(0.25)
        ? random.pick([
            '老客户介绍，重视账期。',
            '每年春节和中秋集中采购。',
            '对交期敏感，需提前备货。',
            '只认准明前茶。',
            '价格敏感，注意报价策略。',
          ])
        : null,
    },
    createdAt,
    seller,
    pool,
    contacts,
    followUps: demoFollowUps(random, createdAt, today, isDeal),
  };
}

function companyName(random: Random, names: Set<string>, city: string, industry: string): string {
  for (;;) {
    const trade = random.pick(TRADES[industry] ?? ['贸易']);
    const suffix = random.weighted([
      ['有限公司', 78],
      ['股份有限公司', 6],
      ['商行', 8],
      ['厂', 4],
      ['集团有限公司', 4],
    ]);
    const name = `${city}${random.pick([...FIRST])}${random.pick(SECOND)}${trade}${suffix}`;
    if (names.has(name)) continue;
    names.add(name);
    return name;
  }
}

function personName(random: Random): string {
  return `${random.pick([...SURNAMES])}${random.pick(GIVEN)}`;
}

/** Numbers of the block 1700000xxxx and its neighbours, which no carrier gives out. */
function mobileOf(block: number, index: number, n: number): string {
  return `17${block}0000${String(index * 4 + n).padStart(4, '0')}`;
}

function demoContact(random: Random, index: number, n: number): DemoContact {
  return {
    name: personName(random),
    salutation: random.chance(0.5) ? 'mr' : 'ms',
    post: random.pick(POSTS),
    mobile: mobileOf(2, index, n),
    email: random.chance(0.5) ? `contact${index + 1}-${n + 1}@example.com` : null,
    decisionMaker: n === 0 && random.chance(0.6),
  };
}

/** Talks since the customer was met, growing rarer for most; a few are quite cold by now. */
function demoFollowUps(random: Random, createdAt: Date, today: Date, isDeal: boolean): DemoFollowUp[] {
  const cold = random.chance(0.35) ? random.between(20, 90) * DAY : random.between(0, 12) * DAY;
  const known = today.getTime() - createdAt.getTime();
  // Somebody met last week has been talked to since, however cold others are.
  const span = Math.max(known - cold, known * 0.6);
  const count = random.between(isDeal ? 2 : 0, isDeal ? 7 : 5);
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) times.push(createdAt.getTime() + Math.floor(random.next() * span));
  times.sort((a, b) => a - b);
  return times.map((time, n): DemoFollowUp => {
    const at = new Date(Math.min(time, today.getTime() - 3_600_000));
    const [means, texts] = random.weighted(
      TALKS.map((talk, position) => [talk, [34, 26, 16, 8, 8, 4, 4][position] ?? 1] as const),
    );
    const last = n === times.length - 1;
    const next =
      last && random.chance(0.7)
        ? new Date(today.getTime() + random.between(-6, 16) * DAY + random.between(1, 8) * 3_600_000)
        : null;
    return { at, means, content: random.pick(texts), next };
  });
}
