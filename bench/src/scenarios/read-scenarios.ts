import { searchTerms } from '@ruyi/engine/records';
import type { Actor, Company } from '../make-company.js';
import { askFloor, listOf, of, whole, type Scenario } from './scenario.js';
import type { Subjects } from './subjects.js';

interface AggregateAnswer {
  readonly rows: readonly { readonly values: { readonly count: number } }[];
}

/** Of a million, so many have a credit score from here on: an unindexed filter has to look through most of the table. */
const SCORES = 1_000_000;
const RARE = 200;

/** What one actor asks of the large company without changing anything. */
export function readScenarios({ custom }: Company, actor: Actor, subjects: Subjects): Scenario[] {
  const as = actor.name;
  const { ids, brands, initials, digits } = subjects;
  const { channel, grade, amount, score } = custom;
  const option = (n: number): string => of(channel.optionKeys, n);
  const level = (n: number): string => of(grade.optionKeys, n);
  const isChannel = (n: number) => ({ field: channel.key, op: 'eq', value: option(n) });
  const isGrade = (n: number) => ({ field: grade.key, op: 'eq', value: level(n) });
  const search = (name: string, texts: readonly string[], alternative: number): Scenario => ({
    name,
    compared: whole,
    isList: true,
    ours: (n) => listOf({ search: of(texts, n) }),
    floor: (n) => {
      const terms = searchTerms(of(texts, n));
      const tokens = (terms[alternative] ?? terms[0] ?? []).join(',');
      return askFloor('/found', { as, tokens, word: of(texts, n) });
    },
  });
  const least = SCORES - RARE;
  return [
    {
      name: 'home counts',
      compared: whole,
      ours: () => ({ method: 'GET', path: '/api/v1/home' }),
      floor: () => askFloor('/home', { as }),
    },
    {
      name: 'first page',
      compared: whole,
      isList: true,
      ours: () => listOf({}),
      floor: () => askFloor('/list', { as }),
    },
    {
      name: 'page 50',
      compared: whole,
      isList: true,
      ours: () => listOf({ page: '50' }),
      floor: () => askFloor('/page', { as }),
    },
    {
      name: 'one indexed filter, sorted by another field',
      compared: whole,
      isList: true,
      ours: (n) => listOf({ filter: isChannel(n), sort: `-${amount.key}` }),
      floor: (n) => askFloor('/filtered', { as, channel: option(n) }),
    },
    {
      name: 'two indexed filters, sorted by a third field',
      compared: whole,
      isList: true,
      ours: (n) => listOf({ filter: { and: [isChannel(n), isGrade(n)] }, sort: `-${amount.key}` }),
      floor: (n) => askFloor('/sorted', { as, channel: option(n), grade: level(n) }),
    },
    {
      name: 'the same, floor with the best composite index',
      compared: whole,
      ours: (n) => listOf({ filter: { and: [isChannel(n), isGrade(n)] }, sort: `-${amount.key}` }),
      floor: (n) => askFloor('/composite', { as, channel: option(n), grade: level(n) }),
    },
    {
      name: 'filter on a field without an index (1 of 5,000)',
      compared: whole,
      grows: true,
      ours: () => listOf({ filter: { field: score.key, op: 'gte', value: least } }),
      floor: () => askFloor('/unindexed', { as, least: String(least) }),
    },
    {
      name: 'contacts sorted by their customer’s level',
      compared: names,
      isList: true,
      ours: () => listOf({ sort: 'customer.level' }, 'contacts'),
      floor: () => askFloor('/contacts', { as }),
    },
    search('search: two characters', brands, 0),
    search('search: pinyin initials', initials, 1),
    search('search: six digits of a mobile', digits, 0),
    {
      name: 'one record',
      compared: whole,
      ours: (n) => ({ method: 'GET', path: `/api/v1/records/customers/${of(ids, n * 7)}` }),
      floor: (n) => askFloor(`/record/${of(ids, n * 7)}`, { as }),
    },
    {
      name: 'counts of one record’s tabs',
      compared: total,
      ours: (n) => ({ method: 'GET', path: `/api/v1/records/customers/${of(ids, n * 7)}/related` }),
      floor: (n) => askFloor(`/related/${of(ids, n * 7)}`, { as }),
    },
    {
      name: 'sums by industry and month',
      compared: (answer) => (answer as AggregateAnswer).rows.reduce((sum, { values }) => sum + values.count, 0),
      grows: true,
      ours: () => ({
        method: 'POST',
        path: '/api/v1/records/customers/aggregate',
        body: {
          groupBy: [{ field: 'industry' }, { field: 'createdAt', by: 'month' }],
          measures: [{ as: 'count', fn: 'count' }],
        },
      }),
      floor: () => askFloor('/aggregate', { as }),
    },
  ];
}

/** Of a page of contacts, how many there are: the floor has their names alone. */
function names(answer: unknown): unknown {
  return (answer as { items: readonly { name: string }[] }).items.length;
}

/** All that hangs on a record, whatever it is called. */
function total(answer: unknown): number {
  const { items } = answer as { items?: readonly { readonly count: number }[] };
  const counts = items ? items.map(({ count }) => count) : Object.values(answer as Record<string, number>);
  return counts.reduce((sum, count) => sum + count, 0);
}
