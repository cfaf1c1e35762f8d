import type { Field, FieldKind, FieldSettings, FilterCondition, FilterNode } from '@ruyi/contract/metadata';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFilter } from './check-filter.js';
import { evaluateFilter, type FilterEnvironment } from './evaluate-filter.js';

const options = ['it', 'tea', 'old'].map((key) => ({ key, label: { zh: key } }));
const kinds: Readonly<Record<string, FieldKind>> = {
  name: 'text',
  amount: 'money',
  score: 'number',
  industry: 'select',
  tags: 'tags',
  day: 'date',
  at: 'dateTime',
  owner: 'user',
  address: 'address',
  vip: 'boolean',
};

function fieldOf(key: string): Field | undefined {
  const type = kinds[key];
  const settings: Partial<FieldSettings> = type === 'select' ? { options } : {};
  return type && { key, type, origin: 'shipped', label: { zh: key }, ...settings };
}

const me = '018f3c5e-7b7a-7c3d-9f00-0123456789ab';
const env: FilterEnvironment = {
  timeZone: 'Asia/Shanghai',
  baseCurrency: 'CNY',
  now: new Date('2026-11-21T10:00:00Z'),
  userId: me,
  subordinateIds: ['018f3c5e-7b7a-7c3d-9f00-0123456789ac'],
};

function matches(record: Record<string, unknown>, filter: FilterNode): boolean {
  return evaluateFilter(filter, { fieldOf, valueOf: (path) => record[path], textFields: ['name'] }, env);
}

describe('a filter in memory', () => {
  it.each<[Record<string, unknown>, FilterCondition['op'], string, unknown, boolean]>([
    [{ name: '100% Tea' }, 'contains', 'name', '% t', true],
    [{ name: '1000 Tea' }, 'contains', 'name', '0%', false],
    [{ name: 'a_b' }, 'contains', 'name', 'A_', true],
    [{ name: 'acb' }, 'contains', 'name', 'a_b', false],
    [{ name: 'Tea' }, 'eq', 'name', 'tea', false],
    [{ name: 'Tea' }, 'eq', '*', 'Tea', true],
    [{}, 'notContains', '*', 'Tea', true],
    [{ address: { region: null, detail: '南京路1号' } }, 'contains', 'address', '南京', true],
    [{ amount: { amount: '12.30', currency: 'CNY' } }, 'eq', 'amount', 12.3, true],
    [{ amount: { amount: '9.00', currency: 'CNY' } }, 'lt', 'amount', '12.30', true],
    [{ amount: { amount: '9.00', currency: 'USD' } }, 'lt', 'amount', 12, false],
    [{ score: 0 }, 'isEmpty', 'score', undefined, false],
    [{ score: 2 }, 'between', 'score', [2, 3], true],
    [{ tags: ['a', 'b'] }, 'hasAll', 'tags', ['a', 'c'], false],
    [{ tags: ['a', 'b'] }, 'hasAny', 'tags', ['a', 'c'], true],
    [{ day: '2026-11-21' }, 'today', 'day', undefined, true],
    [{ day: '2026-11-14' }, 'lastDays', 'day', 7, true],
    [{ day: '2026-11-13' }, 'olderThanDays', 'day', 7, true],
    [{ at: '2026-11-20T16:00:00.000Z' }, 'eq', 'at', '2026-11-21', true],
    [{ at: '2026-11-21T16:00:00.000Z' }, 'lte', 'at', '2026-11-21', false],
    [{ at: '2026-11-21T16:00:00.000Z' }, 'gt', 'at', '2026-11-21', true],
    [{ at: '2026-11-21T15:59:59.999Z' }, 'between', 'at', ['2026-11-21', '2026-11-21'], true],
    [{ at: '2026-11-21T02:00:00.000Z' }, 'eq', 'at', '2026-11-21T10:00:00+08:00', true],
    [{ owner: me }, 'me', 'owner', undefined, true],
    [{ owner: null }, 'me', 'owner', undefined, false],
    [{ owner: env.subordinateIds?.[0] }, 'subordinates', 'owner', undefined, true],
    [{ vip: false }, 'eq', 'vip', false, true],
    [{}, 'eq', 'vip', false, false],
  ])('%j %s %s %j: %s', (record, op, field, value, expected) => {
    expect(matches(record, { field, op, value })).toBe(expected);
  });

  it('counts empty values among the negative answers, and no others', () => {
    const record = fc.record(
      {
        name: fc.constantFrom(null, 'a', 'b', 'AB'),
        industry: fc.constantFrom(null, 'it', 'tea'),
        tags: fc.constantFrom(null, ['a'], ['a', 'b']),
      },
      { requiredKeys: [] },
    );
    const opposites: readonly [FilterCondition, FilterCondition['op']][] = [
      [{ field: 'name', op: 'eq', value: 'a' }, 'ne'],
      [{ field: 'name', op: 'in', value: ['a', 'b'] }, 'notIn'],
      [{ field: 'name', op: 'contains', value: 'b' }, 'notContains'],
      [{ field: '*', op: 'contains', value: 'b' }, 'notContains'],
      [{ field: 'industry', op: 'in', value: ['it'] }, 'notIn'],
      [{ field: 'industry', op: 'isEmpty' }, 'isNotEmpty'],
      [{ field: 'tags', op: 'hasAny', value: ['b'] }, 'hasNone'],
    ];
    fc.assert(
      fc.property(record, fc.constantFrom(...opposites), (values, [condition, op]) => {
        const answer = matches(values, condition);
        expect(matches(values, { ...condition, op })).toBe(!answer);
        expect(matches(values, { not: condition })).toBe(!answer);
        expect(matches(values, { and: [condition, { ...condition, op }] })).toBe(false);
        expect(matches(values, { or: [condition, { ...condition, op }] })).toBe(true);
      }),
    );
  });
});

describe('a filter against the fields', () => {
  it.each<[FilterNode, readonly string[]]>([
    [{ field: 'salary', op: 'eq', value: 1 }, ['filter.field unknownField']],
    [{ field: 'name', op: 'gt', value: 'a' }, ['filter.op unknownOption']],
    [{ field: 'tags', op: 'eq', value: 'a' }, ['filter.op unknownOption']],
    [{ and: [{ field: 'score', op: 'gt', value: 'a' }] }, ['filter.and.0.value invalidType']],
    [{ field: 'industry', op: 'in', value: ['it', 'nope'] }, ['filter.value.1 unknownOption']],
    [{ field: 'day', op: 'gte', value: '9999-01-01' }, ['filter.value outOfRange']],
    [{ field: 'owner', op: 'eq', value: 'ann' }, ['filter.value invalidType']],
    [{ field: '*', op: 'gt', value: 'ann' }, ['filter.op unknownOption']],
  ])('%j', (filter, expected) => {
    const result = checkFilter(filter, fieldOf, env);
    expect(result.ok ? [] : result.issues.map((issue) => `${issue.path} ${issue.code}`)).toEqual(expected);
  });

  it('puts operands into canonical form', () => {
    expect(checkFilter({ field: 'at', op: 'gt', value: '2026-11-21T10:00' }, fieldOf, env)).toEqual({
      ok: true,
      filter: { field: 'at', op: 'gt', value: '2026-11-21T02:00:00.000Z' },
    });
  });
});
