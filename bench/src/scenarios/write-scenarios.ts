import type { Actor, Company } from '../make-company.js';
import { of, type Scenario } from './scenario.js';
import type { Subjects } from './subjects.js';

/** Creates and updates of one actor; both sides write, each to tables of its own. */
export function writeScenarios({ custom }: Company, actor: Actor, { ids, brands }: Subjects): Scenario[] {
  const { channel, amount } = custom;
  const series = actor.name === 'manager' ? 3 : 5;
  const made = (n: number, side: string): Record<string, unknown> => ({
    name: `绍兴${of(brands, n)}新材料${side}${series}${n}有限公司`,
    mobile: `1${series}${String((n * 31 + (side === '甲' ? 0 : 500_000_000)) % 1_000_000_000).padStart(9, '0')}`,
    level: 'B',
    industry: 'machinery',
    [channel.key]: of(channel.optionKeys, n),
    [amount.key]: n,
  });
  // Each record in turn: the last round's write of a record is long done when its next comes.
  const changed = (n: number): Record<string, unknown> => ({
    version: 1 + Math.floor(n / ids.length),
    remark: `第 ${n} 次更新：已寄样品，下周回访。`,
    nextContactAt: '2030-01-15T02:00:00.000Z',
    [amount.key]: 1_000_000 + n,
  });
  return [
    {
      name: 'create',
      compared: null,
      ours: (n) => ({ method: 'POST', path: '/api/v1/records/customers', body: made(n, '甲') }),
      floor: (n) => ({ method: 'POST', path: '/create', body: made(n, '乙') }),
    },
    {
      name: 'update',
      compared: null,
      ours: (n) => ({ method: 'PATCH', path: `/api/v1/records/customers/${of(ids, n)}`, body: changed(n) }),
      floor: (n) => ({ method: 'PATCH', path: `/update/${of(ids, n)}`, body: changed(n) }),
    },
  ];
}
