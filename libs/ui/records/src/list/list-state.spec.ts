import { describe, expect, it } from 'vitest';
import { effectiveFilter, FIRST_STATE, paramsOfState, stateOfParams, type ListState } from './list-state.js';

function thereAndBack(state: ListState): ListState {
  const params = paramsOfState(state);
  return stateOfParams((name) => params[name] ?? null);
}

describe('list state in the address', () => {
  it('shows nothing of what is as always', () => {
    expect(Object.values(paramsOfState(FIRST_STATE)).every((value) => value === null)).toBe(true);
  });

  it('comes back as it went', () => {
    const state: ListState = {
      view: 'mine',
      subordinate: 'u1',
      pool: null,
      search: '云栖 & "茶"',
      quick: { field: 'name', op: 'contains', value: '50%' },
      filter: { and: [{ field: 'industry', op: 'in', value: ['it'] }, { not: { field: 'mobile', op: 'isEmpty' } }] },
      sort: [{ field: 'rating', descending: true }, { field: 'name' }],
      page: 4,
      last: false,
      size: 50,
      open: 'r1',
    };
    expect(thereAndBack(state)).toEqual(state);
  });

  it('leaves out what it cannot read', () => {
    const params: Record<string, string> = { filter: '{"and":[1]}', quick: '{', page: '-3', size: '7', sort: 'a b' };
    expect(stateOfParams((name) => params[name] ?? null)).toEqual(FIRST_STATE);
  });

  it('joins the quick row and the drawer', () => {
    const quick = { field: 'name', op: 'contains', value: '茶' } as const;
    const filter = { field: 'rating', op: 'gte', value: 2 } as const;
    expect(effectiveFilter({ quick, filter })).toEqual({ and: [quick, filter] });
    expect(effectiveFilter({ quick: null, filter })).toEqual(filter);
    expect(effectiveFilter({ quick: null, filter: null })).toBeNull();
  });
});
