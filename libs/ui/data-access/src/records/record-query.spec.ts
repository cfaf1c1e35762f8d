import { describe, expect, it } from 'vitest';
import { parseSort, queryParameters, sortText } from './record-query.js';

describe('record query', () => {
  it('writes a sort as the API reads it, and reads it back', () => {
    const sort = [{ field: 'amount', descending: true }, { field: 'name' }];
    expect(sortText(sort)).toBe('-amount,name');
    expect(parseSort('-amount,name')).toEqual(sort);
    expect(parseSort('')).toEqual([]);
    expect(sortText([])).toBeUndefined();
  });

  it('leaves out what was not asked for', () => {
    const parameters = queryParameters({
      view: 'mine',
      search: '',
      last: false,
      filter: { field: 'level', op: 'eq', value: 'A' },
    });
    expect(Object.entries(parameters).filter(([, value]) => value !== undefined)).toEqual([
      ['view', 'mine'],
      ['filter', '{"field":"level","op":"eq","value":"A"}'],
    ]);
  });
});
