import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Field, FilterCondition, FilterNode } from '@ruyi/contract/metadata';
import { evaluateFilter } from '@ruyi/contract/query';
import { ConditionSql, Parameters, RequestIssues, resolveFilter } from '@ruyi/engine/query';
import type { QueryScope } from '@ruyi/engine/query';
import { fieldRights } from '@ruyi/engine/access';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import { ReadFixture } from './read-fixture.js';

const option = (key: string) => ({ key, label: { zh: key } });
const label = { zh: '字段' };
const NOW = new Date('2026-03-15T04:00:00Z');

/** What each field may hold and be asked for; `n` marks number-like fields, and so on. */
const texts = ['Ann', 'ann', '100%', 'a_b', '中国移动', '中国', ''] as const;
const numbers = [0, 1, 2, 3] as const;
const floats = [0, 1.5, 2, -3.25] as const;
const days = ['2026-03-14', '2026-03-15', '2026-03-16', '2026-02-01', '2025-12-31'] as const;
const instants = [
  '2026-03-14T16:00:00.000Z',
  '2026-03-14T15:59:59.999Z',
  '2026-03-15T04:00:00.000Z',
  '2026-03-31T15:59:59.999Z',
  '2025-12-31T16:00:00.000Z',
] as const;
const money = [
  { amount: '10.00', currency: 'CNY' },
  { amount: '0.01', currency: 'CNY' },
  { amount: '10.00', currency: 'USD' },
] as const;
const levels = ['A', 'B', 'C'] as const;
const people = ['10000000-0000-7000-8000-000000000001', '10000000-0000-7000-8000-000000000002'] as const;

interface Sample {
  readonly values: readonly unknown[];
  readonly ops: 'text' | 'ordered' | 'dates' | 'choice' | 'list' | 'people';
  readonly operands?: readonly unknown[];
}

const SAMPLES: Readonly<Record<string, Sample>> = {
  name: { values: texts, ops: 'text' },
  remark: { values: texts, ops: 'text' },
  rating: { values: [1, 2, 3], ops: 'ordered', operands: [1, 2, 3] },
  creditDays: { values: numbers, ops: 'ordered' },
  creditLimit: { values: money, ops: 'ordered' },
  level: { values: levels, ops: 'choice' },
  headcount: { values: ['1-9'], ops: 'choice', operands: [] },
  ownerId: { values: people, ops: 'people' },
  nextContactAt: { values: instants, ops: 'dates', operands: [...instants, ...days] },
  doNotContact: { values: [['mail'], ['sms'], ['mail', 'sms']], ops: 'list', operands: ['mail', 'sms'] },
  c_text01: { values: texts, ops: 'text' },
  c_text02: { values: texts, ops: 'text' },
  c_numb01: { values: floats, ops: 'ordered' },
  c_numb02: { values: floats, ops: 'ordered' },
  c_mony01: { values: money, ops: 'ordered' },
  c_mony02: { values: money, ops: 'ordered' },
  c_date01: { values: days, ops: 'dates' },
  c_date02: { values: days, ops: 'dates' },
  c_time01: { values: instants, ops: 'dates', operands: [...instants, ...days] },
  c_bool01: { values: [true, false], ops: 'choice' },
  c_list01: { values: [['x'], ['y'], ['x', 'y']], ops: 'list', operands: ['x', 'y'] },
  c_list02: { values: [['x'], ['y'], ['x', 'y']], ops: 'list', operands: ['x', 'y'] },
  c_user01: { values: people, ops: 'people' },
};

const filled = fc.record(
  Object.fromEntries(
    Object.entries(SAMPLES).map(([key, { values }]) => [
      key,
      fc.option(fc.constantFrom(...values), { nil: null, freq: 2 }),
    ]),
  ),
);

function conditionOn([key, sample]: [string, Sample]): fc.Arbitrary<FilterCondition> {
  const operands = (sample.operands ?? sample.values).filter((value) => value !== '');
  const none = fc.constantFrom<FilterCondition>({ field: key, op: 'isEmpty' }, { field: key, op: 'isNotEmpty' });
  if (operands.length === 0) return none;
  const one = fc.constantFrom(...operands);
  const many = fc.array(one, { minLength: 1, maxLength: 3 });
  const with_ = (ops: readonly FilterCondition['op'][], value: fc.Arbitrary<unknown>) =>
    fc.record({ field: fc.constant(key), op: fc.constantFrom(...ops), value });
  const bare = (...ops: FilterCondition['op'][]) =>
    fc.constantFrom(...ops).map((op): FilterCondition => ({ field: key, op }));
  switch (sample.ops) {
    case 'text':
      return fc.oneof(
        none,
        with_(['eq', 'ne', 'contains', 'notContains', 'startsWith'], one),
        with_(['in', 'notIn'], many),
        with_(['contains', 'notContains'], fc.constantFrom('%', '_', 'A', '国')),
      );
    case 'ordered':
      return fc.oneof(none, with_(['eq', 'ne', 'gt', 'gte', 'lt', 'lte'], one), with_(['between'], fc.tuple(one, one)));
    case 'dates':
      return fc.oneof(
        none,
        with_(['eq', 'ne', 'gt', 'gte', 'lt', 'lte'], one),
        with_(['between'], fc.tuple(one, one)),
        with_(['lastDays', 'nextDays', 'olderThanDays'], fc.integer({ min: 0, max: 40 })),
        bare(
          'today',
          'yesterday',
          'tomorrow',
          'thisWeek',
          'lastWeek',
          'nextWeek',
          'thisMonth',
          'lastMonth',
          'nextMonth',
          'thisQuarter',
          'thisYear',
        ),
      );
    case 'choice':
      return fc.oneof(none, with_(['eq', 'ne'], one), with_(['in', 'notIn'], many));
    case 'people':
      return fc.oneof(none, with_(['eq', 'ne'], one), with_(['in', 'notIn'], many));
    case 'list':
      return fc.oneof(none, with_(['hasAny', 'hasAll', 'hasNone'], many));
  }
}

const condition = fc.oneof(
  ...Object.entries(SAMPLES).map(conditionOn),
  fc.record({
    field: fc.constant('*'),
    op: fc.constantFrom('contains', 'notContains', 'eq', 'startsWith'),
    value: fc.constantFrom('a', '中国', '100%'),
  }) as fc.Arbitrary<FilterCondition>,
);

const { node: filter } = fc.letrec<{ node: FilterNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
    tie('node').map((not) => ({ not })),
  ),
}));

describe('a filter', () => {
  let crm: ReadFixture;
  const records = new Map<string, Record<string, unknown>>();

  beforeAll(async () => {
    crm = new ReadFixture(await testDatabase(), shippedModules);
    const custom = (
      key: string,
      type: 'text' | 'number' | 'money' | 'date' | 'dateTime' | 'boolean' | 'multiSelect' | 'user',
      slot?: string,
    ) =>
      crm.fields.push({
        module: 'customers',
        key,
        type,
        settings: {
          label,
          ...(slot !== undefined && { indexed: true }),
          ...(type === 'multiSelect' && { options: [option('x'), option('y')] }),
        },
        retired: false,
        ...(slot !== undefined && { indexState: 'ready' as const }),
        ...(slot !== undefined && slot !== 'values' && { slot }),
      });
    custom('c_text01', 'text', 't1');
    custom('c_text02', 'text');
    custom('c_numb01', 'number', 'n1');
    custom('c_numb02', 'number');
    custom('c_mony01', 'money', 'n2');
    custom('c_mony02', 'money');
    custom('c_date01', 'date', 'd1');
    custom('c_date02', 'date');
    custom('c_time01', 'dateTime', 'd2');
    custom('c_bool01', 'boolean', 'n3');
    custom('c_list01', 'multiSelect', 'values');
    custom('c_list02', 'multiSelect');
    custom('c_user01', 'user', 'u1');
    for (const values of fc.sample(filled, { numRuns: 60, seed: 7 }))
      records.set(await crm.record('customers', { kind: 'company', ...values }), values);
  });

  it('means in SQL what it means in memory', async () => {
    const model = crm.model();
    const customers = model.modules.get('customers');
    if (!customers) throw new Error('no customers');
    const actor = await crm.actors.of(crm.as(null));
    const scope: QueryScope = { model, actor, timeZone: 'Asia/Shanghai', baseCurrency: 'CNY', now: NOW };
    const rights = fieldRights(customers, actor, 'read');
    const textFields = [...customers.fields.values()]
      .filter(
        (field) =>
          ['text', 'longText', 'richText', 'mobile', 'telephone', 'email', 'url', 'serial'].includes(field.type) &&
          rights.access.has(field.key),
      )
      .map((field) => field.key);

    const inSql = async (asked: FilterNode): Promise<string[]> => {
      const issues = new RequestIssues();
      const condition_ = resolveFilter({ scope, module: customers, rights, issues }, asked);
      issues.throwIfAny();
      const parameters = new Parameters(crm.tenantId);
      const text = new ConditionSql(parameters, scope).write(condition_, customers, 't');
      const [rows = []] = await crm.db.database.read(crm.tenantId, [
        {
          text: `select id from customers t where tenant_id = $1::uuid and (${text}) order by id`,
          values: parameters.values,
        },
      ]);
      return rows.map((row) => String(row['id']));
    };
    const inMemory = (asked: FilterNode): string[] =>
      [...records].flatMap(([id, values]) => {
        const subject = {
          fieldOf: (path: string): Field | undefined => customers.fields.get(path),
          valueOf: (path: string) => (path === 'kind' ? 'company' : values[path]),
          textFields,
        };
        return evaluateFilter(asked, subject, {
          timeZone: 'Asia/Shanghai',
          baseCurrency: 'CNY',
          now: NOW,
          userId: null,
        })
          ? [id]
          : [];
      });

    await fc.assert(
      fc.asyncProperty(filter, async (asked) => {
        expect(await inSql(asked)).toEqual(inMemory(asked).sort());
      }),
      { numRuns: 400, seed: 20260315 },
    );
  });
});
