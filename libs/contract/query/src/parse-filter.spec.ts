import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilter, parseFilterText } from './parse-filter.js';
import { parseSort } from './parse-sort.js';

function problems(json: unknown): readonly string[] {
  const result = parseFilter(json);
  return result.ok ? [] : result.issues.map((issue) => `${issue.path} ${issue.code}`);
}

function nested(depth: number): unknown {
  let node: unknown = { field: 'name', op: 'eq', value: 'x' };
  for (let level = 0; level < depth; level++) node = { not: node };
  return node;
}

const condition = { field: 'name', op: 'eq', value: 'x' };

describe('the grammar of filters', () => {
  it.each<[unknown, readonly string[]]>([
    [condition, []],
    [{ and: [condition, { or: [condition, { not: condition }] }] }, []],
    [{ and: [] }, []],
    [{ field: 'customer.industry', op: 'in', value: ['it'] }, []],
    [{ field: 'nextContactAt', op: 'today' }, []],
    [{ field: 'nextContactAt', op: 'isEmpty', value: '' }, []],
    [null, ['filter malformed']],
    ['name', ['filter malformed']],
    [{}, ['filter malformed']],
    [{ or: [] }, ['filter.or required']],
    [{ and: {} }, ['filter.and invalidType']],
    [{ and: [{ field: 'name', op: 'eq' }] }, ['filter.and.0.value required']],
    [{ and: [condition], or: [condition] }, ['filter.or unknownKey']],
    [{ ...condition, boost: 2 }, ['filter.boost unknownKey']],
    [{ field: 'name', op: 'like', value: 'x' }, ['filter.op unknownOption']],
    [{ field: 'name;drop', op: 'eq', value: 'x' }, ['filter.field unknownField']],
    [{ field: 7, op: 'eq', value: 'x' }, ['filter.field invalidType']],
    [{ field: 'name', op: 'in', value: 'x' }, ['filter.value invalidType']],
    [{ field: 'name', op: 'in', value: [] }, ['filter.value required']],
    [{ field: 'amount', op: 'between', value: [1] }, ['filter.value invalidType']],
    [{ field: 'createdAt', op: 'lastDays', value: -1 }, ['filter.value outOfRange']],
    [{ field: 'createdAt', op: 'today', value: 3 }, ['filter.value unknownKey']],
    [nested(10), []],
    [nested(11), [`filter${'.not'.repeat(10)} limitReached`]],
    [{ and: Array.from({ length: 201 }, () => condition) }, ['filter.and.200 limitReached']],
    [{ field: 'name', op: 'in', value: Array.from({ length: 1001 }, String) }, ['filter.value limitReached']],
  ])('%#', (json, expected) => {
    expect(problems(json)).toEqual(expected);
  });

  it('answers a filter nested 100,000 deep without falling over', () => {
    expect(problems(nested(100_000))).toHaveLength(1);
    expect(parseFilterText('{"not":'.repeat(500) + '{}' + '}'.repeat(500))).toMatchObject({ ok: false });
    expect(parseFilterText('{')).toMatchObject({ issues: [{ path: 'filter', code: 'malformed' }] });
  });

  it('never throws, and accepts only what it hands on unchanged in meaning', () => {
    const keys = fc.constantFrom('and', 'or', 'not', 'field', 'op', 'value', '__proto__');
    const anything = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom('eq', 'in', 'name', 'today', null, 1, ''),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(keys, tie('node'), { maxKeys: 3 }),
      ),
    })).node;
    fc.assert(
      fc.property(fc.oneof(anything, fc.anything()), (json) => {
        const first = parseFilter(json);
        if (first.ok) expect(parseFilter(first.filter)).toEqual(first);
        else expect(first.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('sorts', () => {
  it('reads the text of a query string and the list of a view', () => {
    const sort = [{ field: 'amount', descending: true }, { field: 'name' }];
    expect(parseSort('-amount,name')).toEqual({ ok: true, sort });
    expect(parseSort(sort)).toEqual({ ok: true, sort });
    expect(parseSort('')).toEqual({ ok: true, sort: [] });
  });

  it.each<[unknown, string]>([
    ['--amount', 'sort unknownField'],
    ['name,', 'sort.1 unknownField'],
    ['name,-name', 'sort.1 notUnique'],
    ['a,b,c', 'sort limitReached'],
    [{ field: 'a' }, 'sort invalidType'],
    [[{ field: 'a', ascending: true }], 'sort.0.ascending unknownKey'],
    [[{ field: 'a', descending: 'yes' }], 'sort.0.descending invalidType'],
  ])('refuses %j', (input, expected) => {
    const result = parseSort(input);
    expect(result.ok ? '' : result.issues.map((issue) => `${issue.path} ${issue.code}`).join()).toBe(expected);
  });
});
