import { describe, expect, it } from 'vitest';
import type { Field, FilterNode } from '@ruyi/contract/metadata';
import { conditionFields, fieldState, subjectOf } from './field-state.js';

const label = { zh: '' };
const fields = new Map<string, Field>(
  (
    [
      { key: 'kind', type: 'select', label, origin: 'custom', options: [{ key: 'a', label }] },
      { key: 'sum', type: 'number', label, origin: 'custom' },
    ] satisfies Field[]
  ).map((field) => [field.key, field]),
);
const env = { timeZone: 'Asia/Shanghai', baseCurrency: 'CNY', now: new Date('2026-11-27T02:00:00Z'), userId: null };
const isA: FilterNode = { field: 'kind', op: 'eq', value: 'a' };
const large: FilterNode = { and: [isA, { not: { field: 'sum', op: 'lt', value: 100 } }] };
const state = (
  field: Parameters<typeof fieldState>[0],
  values: Record<string, unknown>,
  readable?: (key: string) => boolean,
) => fieldState(field, subjectOf(fields, values), env, readable);

describe('what conditions make of a field', () => {
  it('shows and requires it while they hold', () => {
    const field = { showWhen: isA, requiredWhen: large, readOnlyWhen: { field: 'sum', op: 'isEmpty' } as const };
    expect(state(field, {})).toEqual({ shown: false, required: false, readOnly: true });
    expect(state(field, { kind: 'a', sum: 1 })).toEqual({ shown: true, required: false, readOnly: false });
    expect(state(field, { kind: 'a', sum: 100 })).toEqual({ shown: true, required: true, readOnly: false });
  });

  it('requires nothing of what is not shown', () => {
    expect(state({ required: true, showWhen: isA }, {}).required).toBe(false);
    expect(state({ required: true, showWhen: isA }, { kind: 'a' }).required).toBe(true);
  });

  it('leaves out what looks at a field that the asker may not read, but for a lock', () => {
    const hidden = (key: string): boolean => key !== 'kind';
    expect(state({ showWhen: isA, requiredWhen: isA }, {}, hidden)).toMatchObject({ shown: true, required: false });
    expect(state({ readOnlyWhen: isA }, { kind: 'a' }, hidden).readOnly).toBe(true);
  });

  it('names the fields that it looks at', () => {
    expect(conditionFields({ or: [large, { not: isA }] })).toEqual(['kind', 'sum', 'kind']);
  });
});
