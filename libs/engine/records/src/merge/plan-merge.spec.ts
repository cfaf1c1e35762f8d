import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { describe, expect, it } from 'vitest';
import { BLANK_RECORD, type StoredRecord } from '../write/stored-record.js';
import { planMerge, type MergeQuestion } from './plan-merge.js';

const field = (key: string, type: FieldModel['type'], more: Partial<FieldModel> = {}): FieldModel => ({
  key,
  type,
  label: { zh: key },
  origin: 'shipped',
  storage: { at: 'columns', columns: { value: key } },
  ...more,
});
const fields = [
  field('name', 'text', { required: true }),
  field('remark', 'text'),
  field('mobile', 'mobile'),
  field('tags', 'tags'),
  field('parent', 'reference', { target: 'customers' }),
  field('lastFollowUpAt', 'dateTime', { origin: 'system' }),
];
const module = { key: 'customers', fields: new Map(fields.map((each) => [each.key, each])) } as unknown as ModuleModel;
const record = (id: string, values: Record<string, unknown>): StoredRecord => ({ ...BLANK_RECORD, id, ...values });

const into = record('a', { name: '甲', remark: null, mobile: null, tags: ['x'], parent: 'b' });
const other = record('b', { name: '乙', remark: '说明', mobile: '13800001234', tags: ['y', 'x'], parent: 'z' });

const plan = (over: Partial<MergeQuestion> = {}) =>
  planMerge({
    module,
    into,
    from: [other],
    choices: {},
    choosable: new Set(['name', 'remark', 'tags', 'parent']),
    known: new Set(fields.map(({ key }) => key)),
    faultsOf: () => [],
    ...over,
  });

describe('the plan of a merge', () => {
  it('keeps what the record has, fills what it lacks, and puts lists together', () => {
    expect(plan()).toEqual({
      values: { remark: '说明', mobile: '13800001234', tags: ['x', 'y'], parent: 'z' },
      chosen: { name: 'a', remark: 'b', tags: 'all', parent: 'b' },
      issues: [],
    });
  });

  it('takes the values that were chosen, empty ones too', () => {
    const { values } = plan({ choices: { name: 'b', remark: 'a', tags: 'b', parent: 'a' } });
    expect(values).toEqual({ name: '乙', mobile: '13800001234', tags: ['y', 'x'], parent: null });
  });

  it('never lets a record refer to itself', () => {
    const { values } = plan({ from: [record('b', { parent: 'a' })] });
    expect(values['parent']).toBeNull();
  });

  it('keeps the latest follow-up', () => {
    const early = { lastFollowUpAt: '2026-01-01T00:00:00.000Z' };
    const late = { lastFollowUpAt: '2026-03-01T00:00:00.000Z' };
    expect(plan({ from: [record('b', late)], into: record('a', early) }).values).toMatchObject(late);
    expect(plan({ from: [record('b', early)], into: record('a', late) }).values).toEqual({});
  });

  it.each([
    [{ mobile: 'b' }, 'values.mobile', 'notAllowed'],
    [{ nonsense: 'b' }, 'values.nonsense', 'unknownField'],
    [{ remark: 'c' }, 'values.remark', 'notFound'],
    [{ remark: 'all' }, 'values.remark', 'unknownOption'],
  ])('refuses the choice %j', (choices, path, code) => {
    expect(plan({ choices: choices as Record<string, string> }).issues).toEqual([{ path, code }]);
  });

  it('says nothing of fields that the caller may not choose, whether they are alike or not', () => {
    const alike = plan({ into: { ...into, mobile: '13800001234' } });
    const unlike = plan({ into: { ...into, mobile: '13900001234' } });
    expect(alike).toEqual(unlike);
  });

  it('keeps a list that is too long as it was, and says so when it was asked for', () => {
    const faultsOf = () => [{ path: '', code: 'tooLong' as const }];
    expect(plan({ faultsOf }).values).not.toHaveProperty('tags');
    expect(plan({ faultsOf, choices: { tags: 'all' } }).issues).toEqual([{ path: 'values.tags', code: 'tooLong' }]);
  });

  it('refuses to empty what is required', () => {
    const nameless = plan({ from: [record('b', {})], choices: { name: 'b' } });
    expect(nameless.issues).toEqual([{ path: 'values.name', code: 'required' }]);
  });
});
