import { searchTerms } from '@ruyi/engine/records';
import type { Call } from './keep-alive-connection.js';
import type { Company } from './make-company.js';

/** One kind of request, as it is put to either side. */
export interface Scenario {
  readonly name: string;
  readonly ours: (n: number) => Call;
  readonly floor: (n: number) => Call;
  /** Whether both give the same answer to the n-th call: reads are compared before they are measured. */
  readonly reads: boolean;
}

/** What the requests are about. */
export interface Subjects {
  /** Ids of live records, never written to by anybody else, at version 1. */
  readonly ids: readonly string[];
  /** Two characters of names, rather rare ones. */
  readonly brands: readonly string[];
  /** Four initials of pinyin. */
  readonly initials: readonly string[];
}

export function scenarios({ custom }: Company, { ids, brands, initials }: Subjects): Scenario[] {
  const of = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
  const filter = (n: number): string =>
    encodeURIComponent(JSON.stringify({ field: custom.select.key, op: 'eq', value: of(custom.options, n) }));
  // Both sides write, each to its own half of the records.
  const oursOf = (n: number): string => of(ids, 2 * n);
  const floorOf = (n: number): string => of(ids, 2 * n + 1);
  const found = (text: string, alternative: number): string =>
    (searchTerms(text)[alternative] ?? searchTerms(text)[0] ?? []).join(',');
  const search = (name: string, texts: readonly string[], alternative: number): Scenario => ({
    name,
    reads: true,
    ours: (n) => ({ method: 'GET', path: `/api/v1/records/customers?search=${encodeURIComponent(of(texts, n))}` }),
    floor: (n) => ({
      method: 'GET',
      path: `/found?tokens=${encodeURIComponent(found(of(texts, n), alternative))}&word=${encodeURIComponent(of(texts, n))}`,
    }),
  });
  const made = (n: number, side: string): Record<string, unknown> => ({
    name: `绍兴${of(brands, n)}新材料${side}${n}有限公司`,
    mobile: `15${String((n * 31 + (side === '甲' ? 0 : 500_000_000)) % 1_000_000_000).padStart(9, '0')}`,
    level: 'B',
    industry: 'machinery',
    [custom.select.key]: of(custom.options, n),
    [custom.number.key]: n,
  });
  const changed = (n: number): Record<string, unknown> => ({
    version: 1,
    remark: `第 ${n} 次更新：已寄样品，下周回访。`,
    nextContactAt: '2030-01-15T02:00:00.000Z',
    [custom.number.key]: 1_000_000 + n,
  });
  return [
    {
      name: 'list of 20 newest',
      reads: true,
      ours: () => ({ method: 'GET', path: '/api/v1/records/customers' }),
      floor: () => ({ method: 'GET', path: '/list' }),
    },
    {
      name: 'filter + sort on custom fields',
      reads: true,
      ours: (n) => ({
        method: 'GET',
        path: `/api/v1/records/customers?filter=${filter(n)}&sort=-${custom.number.key}`,
      }),
      floor: (n) => ({ method: 'GET', path: `/sorted?option=${of(custom.options, n)}` }),
    },
    search('search: two characters', brands, 0),
    search('search: pinyin initials', initials, 1),
    {
      name: 'one record',
      reads: true,
      ours: (n) => ({ method: 'GET', path: `/api/v1/records/customers/${of(ids, n * 7)}` }),
      floor: (n) => ({ method: 'GET', path: `/record/${of(ids, n * 7)}` }),
    },
    {
      name: 'create',
      reads: false,
      ours: (n) => ({ method: 'POST', path: '/api/v1/records/customers', body: made(n, '甲') }),
      floor: (n) => ({ method: 'POST', path: '/create', body: made(n, '乙') }),
    },
    {
      name: 'update',
      reads: false,
      ours: (n) => ({ method: 'PATCH', path: `/api/v1/records/customers/${oursOf(n)}`, body: changed(n) }),
      floor: (n) => ({ method: 'PATCH', path: `/update/${floorOf(n)}`, body: changed(n) }),
    },
  ];
}
