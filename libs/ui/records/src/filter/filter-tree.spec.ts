import { describe, expect, it } from 'vitest';
import type { FilterNode } from '@ruyi/contract/query';
import {
  addAt,
  draftOf,
  EMPTY_CONDITION,
  emptyGroup,
  filterOf,
  filterParts,
  isUnfinished,
  replaceAt,
} from './filter-tree.js';

const it1: FilterNode = { field: 'industry', op: 'in', value: ['it'] };
const big: FilterNode = { field: 'annualRevenue', op: 'gte', value: 5 };
const mine: FilterNode = { field: 'ownerId', op: 'me' };

describe('filter drafts', () => {
  it.each<[string, FilterNode]>([
    ['a condition', it1],
    ['nested groups', { and: [it1, { or: [big, mine] }] }],
    ['a negated group', { and: [it1, { not: { or: [big, mine] } }] }],
    ['a negated condition', { not: mine }],
    ['a value of 0', { field: 'rating', op: 'eq', value: 0 }],
    ['a value of false', { field: 'active', op: 'eq', value: false }],
  ])('keeps the meaning of %s', (_name, filter) => {
    expect(filterOf(draftOf(filter))).toEqual(filter);
  });

  it('leaves out what is unfinished', () => {
    const half = { kind: 'condition', field: 'name', op: 'contains', value: '' } as const;
    const range = { kind: 'condition', field: 'rating', op: 'between', value: [1, null] } as const;
    expect(filterOf({ kind: 'group', join: 'or', negated: false, nodes: [half, range, emptyGroup('and')] })).toBeNull();
  });

  it('knows when a condition lacks its value, wherever it stands', () => {
    const half = { kind: 'condition', field: 'name', op: 'contains', value: '' } as const;
    const range = { kind: 'condition', field: 'rating', op: 'between', value: [1, null] } as const;
    expect(isUnfinished(addAt(draftOf({ and: [it1, { or: [big, mine] }] }), [1], half))).toBe(true);
    expect(isUnfinished(addAt(draftOf(it1), [], range))).toBe(true);
    expect(isUnfinished(draftOf({ and: [it1, { or: [big, mine] }] }))).toBe(false);
    // A row where nothing was chosen yet says nothing.
    expect(isUnfinished(emptyGroup('and'))).toBe(false);
  });

  it('adds, changes and takes out by path', () => {
    const draft = addAt(draftOf({ and: [it1, { or: [big, mine] }] }), [1], EMPTY_CONDITION);
    const changed = replaceAt(draft, [1, 2], () => ({ kind: 'condition', field: 'name', op: 'isEmpty', value: null }));
    const cut = replaceAt(changed, [1, 0], () => null);
    expect(filterOf(cut)).toEqual({ and: [it1, { or: [mine, { field: 'name', op: 'isEmpty' }] }] });
  });

  it('splits into chips that can be taken away one by one', () => {
    expect(filterParts({ and: [it1, { or: [big, mine] }] }).map((part) => part.without)).toEqual([
      { or: [big, mine] },
      it1,
    ]);
    expect(filterParts({ or: [big, mine] })).toEqual([{ node: { or: [big, mine] }, without: null }]);
  });
});
