import type { Field, ModuleDescription } from '@ruyi/contract/metadata';
import type { ApiRecord } from '@ruyi/ui/data-access';
import { describe, expect, it } from 'vitest';
import { firstToKeep, mergeRows } from './merge-rows.js';

const field = (key: string, type: Field['type'] = 'text'): Field =>
  ({ key, type, label: { zh: key }, origin: 'shipped' }) as Field;
const module = { fields: [field('name'), field('remark'), field('tags', 'tags'), field('qq')] } as ModuleDescription;
const record = (id: string, values: object): ApiRecord => ({ id, version: 1, _display: {}, ...values });

describe('the rows of a merge', () => {
  it('leave out what none of the records has, and begin with what asks for a choice', () => {
    const records = [record('a', { name: '甲', tags: ['x'] }), record('b', { name: '甲', remark: '乙' })];
    const rows = mergeRows(module, records, { values: { remark: 'b', tags: 'all' }, moves: [], team: 0 });
    expect(rows.map((row) => [row.field.key, row.choosable, row.isList])).toEqual([
      ['remark', true, false],
      ['tags', true, true],
      ['name', false, false],
    ]);
  });

  it('keep one with an owner before one in the pool, and the oldest of these', () => {
    const pooled = record('p', { ownerId: null, createdAt: '2020-01-01' });
    const young = record('y', { ownerId: 'u', createdAt: '2024-01-01' });
    const old = record('o', { ownerId: 'u', createdAt: '2022-01-01' });
    expect(firstToKeep([pooled, young, old])).toBe(old);
  });
});
