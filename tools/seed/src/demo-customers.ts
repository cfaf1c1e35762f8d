import { CITIES, FIRST, GIVEN, INDUSTRIES, POSTS, SECOND, SOURCES, SURNAMES, TALKS, TRADES } from './demo-words.js';
import { Random } from './random.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The same day between nine and six, China's time. */
function atWork(time: number): number {
  return Math.floor(time / DAY) * DAY + HOUR + (time % (9 * HOUR));
}

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
  const met = today.getTime() - Math.floor((1 - index / 300) ** 1.15 * 730 + 1) * DAY - random.between(0, 9) * HOUR;
  const createdAt = new Date(atWork(met));
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
  for (let n = 0; n < count; n += 1)
    times.push(
      Math.max(
        createdAt.getTime() + HOUR / 2,
        Math.min(atWork(createdAt.getTime() + Math.floor(random.next() * span)), today.getTime() - HOUR),
      ),
    );
  times.sort((a, b) => a - b);
  return times.map((time, n): DemoFollowUp => {
    const at = new Date(time);
    const [means, texts] = random.weighted(
      TALKS.map((talk, position) => [talk, [34, 26, 16, 8, 8, 4, 4][position] ?? 1] as const),
    );
    const last = n === times.length - 1;
    const next =
      last && random.chance(0.7)
        ? new Date(atWork(today.getTime() + random.between(-6, 16) * DAY + random.between(1, 8) * HOUR))
        : null;
    return { at, means, content: random.pick(texts), next };
  });
}
