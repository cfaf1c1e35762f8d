import { FIELD_VALUE_TYPES, operatorsOf, prefixIssues } from '@ruyi/contract/field-values';
import type { FilterCondition } from '@ruyi/contract/metadata';
import { MOST_DAYS, comparedWithDay, dateRange, isRelativeDateOperator } from '@ruyi/contract/query';
import { Organisation } from '@ruyi/engine/access';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import type { Bound, FieldTest } from './condition.js';
import { daysTest, derivedDays, isDay, today } from './date-test.js';
import type { QueryScope } from './query-scope.js';
import type { RequestIssues } from './request-issues.js';

/** The most values of an `in` and its like. */
export const LIST_OPERANDS = 1_000;

/** A test and the field that it is put to: the stored instant for a field that is derived from one. */
export interface ResolvedTest {
  readonly field: FieldModel;
  readonly test: FieldTest;
}

interface Asked {
  readonly scope: QueryScope;
  readonly module: ModuleModel;
  readonly field: FieldModel;
  readonly condition: FilterCondition;
  readonly path: string;
  readonly issues: RequestIssues;
}

/** Checks operator and operands and turns them into a test; null when something is wrong, which is added to the issues. */
export function resolveTest(asked: Asked): ResolvedTest | null {
  const { field, condition, path, issues } = asked;
  const { op } = condition;
  if (!operatorsOf(field).includes(op)) {
    issues.add(at(path, 'op'), 'unknownOption', { key: 'invalid.operator', params: { operator: String(op) } });
    return null;
  }
  if (op === 'isEmpty' || op === 'isNotEmpty') {
    const stored = field.storage.at === 'derived' ? asked.module.fields.get(field.storage.from) : field;
    return stored ? { field: stored, test: { is: op === 'isEmpty' ? 'empty' : 'notEmpty' } } : null;
  }
  if (field.storage.at === 'derived') return resolveDerived(asked);
  const test = field.type === 'user' ? (peopleTest(asked) ?? valueTest(asked)) : valueTest(asked);
  return test && { field, test };
}

const at = (path: string, part: string): string => (path === '' ? part : `${path}.${part}`);

function peopleTest({ scope, condition }: Asked): FieldTest | null {
  const { user, data } = scope.actor;
  const organisation = Organisation.of(data);
  switch (condition.op) {
    case 'me':
      return { is: 'oneOf', values: user ? [user.id] : [] };
    case 'subordinates':
      return { is: 'oneOf', values: user ? [...organisation.subordinatesOf(user.id)] : [] };
    case 'department':
      return { is: 'oneOf', values: user?.departmentId ? organisation.usersOf([user.departmentId]) : [] };
    default:
      return null;
  }
}

function valueTest(asked: Asked): FieldTest | null {
  const { scope, field, condition } = asked;
  const { op } = condition;
  const instants = field.type === 'dateTime';
  if (isRelativeDateOperator(op)) {
    const days = op === 'lastDays' || op === 'nextDays' || op === 'olderThanDays' ? countedDays(asked) : 0;
    return days === null ? null : daysTest(dateRange(op, days, scope.now, scope.timeZone), instants, scope);
  }
  switch (op) {
    case 'in':
    case 'notIn':
    case 'hasAny':
    case 'hasAll':
    case 'hasNone': {
      const values = operandList(asked);
      if (values === null) return null;
      return { is: op === 'in' ? 'oneOf' : op === 'notIn' ? 'noneOf' : op, values };
    }
    case 'between':
      return betweenTest(asked, instants);
    default:
      break;
  }
  const value = operand(asked, condition.value, 'value');
  if (value === null) return null;
  switch (op) {
    case 'contains':
    case 'notContains':
      return { is: op === 'contains' ? 'containing' : 'notContaining', text: String(value) };
    case 'startsWith':
      return { is: 'startingWith', text: String(value) };
    default:
      break;
  }
  if (instants && isDay(value)) {
    const days = comparedWithDay(op, value);
    return days && turned(daysTest(days, true, scope), op === 'ne');
  }
  switch (op) {
    case 'eq':
      return { is: 'oneOf', values: [value] };
    case 'ne':
      return { is: 'noneOf', values: [value] };
    case 'gt':
    case 'gte':
      return { is: 'within', from: { value, inclusive: op === 'gte' } };
    case 'lt':
    case 'lte':
      return { is: 'within', to: { value, inclusive: op === 'lte' } };
    default:
      return null;
  }
}

function betweenTest(asked: Asked, instants: boolean): FieldTest | null {
  const pair = operandList(asked);
  if (pair === null) return null;
  if (pair.length !== 2) {
    asked.issues.add(at(asked.path, 'value'), 'invalidType', { key: 'invalidType.pair' });
    return null;
  }
  const bound = (value: unknown, op: 'gte' | 'lte'): Bound | undefined => {
    if (!instants || !isDay(value)) return { value, inclusive: true };
    const days = comparedWithDay(op, value);
    const test = days && daysTest(days, true, asked.scope);
    return test?.is === 'within' ? (test.from ?? test.to) : undefined;
  };
  const [from, to] = [bound(pair[0], 'gte'), bound(pair[1], 'lte')];
  return { is: 'within', ...(from && { from }), ...(to && { to }) };
}

const turned = (test: FieldTest, negative: boolean): FieldTest =>
  negative && test.is === 'within' ? { ...test, is: 'outside' } : test;

function resolveDerived(asked: Asked): ResolvedTest | null {
  const { scope, field, condition, module } = asked;
  if (field.storage.at !== 'derived') return null;
  const { rule, from } = field.storage;
  const stored = module.fields.get(from);
  if (!stored) return null;
  const test = (op: FilterCondition['op'], value: unknown, path: string): FieldTest | null => {
    const days = operand(asked, value, path);
    const found = typeof days === 'number' ? derivedDays(rule, op, days, today(scope)) : null;
    return found && turned(daysTest(found, stored.type === 'dateTime', scope), op === 'ne');
  };
  if (condition.op !== 'between') {
    const single = test(condition.op, condition.value, 'value');
    return single && { field: stored, test: single };
  }
  const pair = Array.isArray(condition.value) ? condition.value : [];
  const [low, high] = rule === 'daysUntil' ? [pair[0], pair[1]] : [pair[1], pair[0]];
  const above = test(rule === 'daysUntil' ? 'gte' : 'lte', low, 'value.0');
  const below = test(rule === 'daysUntil' ? 'lte' : 'gte', high, 'value.1');
  if (above?.is !== 'within' || below?.is !== 'within') return null;
  return { field: stored, test: { ...above, ...below } };
}

function countedDays({ condition, path, issues }: Asked): number | null {
  const days = condition.value;
  if (typeof days === 'number' && Number.isInteger(days) && days >= 0 && days <= MOST_DAYS) return days;
  const wrong = typeof days === 'number' ? 'outOfRange' : 'invalidType';
  issues.add(
    at(path, 'value'),
    wrong,
    wrong === 'outOfRange' ? { key: 'outOfRange.between', params: { min: 0, max: MOST_DAYS } } : {},
  );
  return null;
}

function operandList(asked: Asked): readonly unknown[] | null {
  const { condition, path, issues } = asked;
  if (!Array.isArray(condition.value)) {
    issues.add(at(path, 'value'), 'invalidType', { key: 'invalidType.list' });
    return null;
  }
  if (condition.value.length > LIST_OPERANDS) {
    issues.add(at(path, 'value'), 'tooLong', { params: { max: LIST_OPERANDS } });
    return null;
  }
  const values = condition.value.map((value, index) => operand(asked, value, `value.${index}`));
  return values.some((value) => value === null) ? null : values;
}

/** One operand in canonical form; null when it is wrong. */
function operand({ scope, field, path, issues }: Asked, value: unknown, part: string): unknown {
  const read = FIELD_VALUE_TYPES[field.type].parseOperand(value, field, {
    timeZone: scope.timeZone,
    baseCurrency: scope.baseCurrency,
  });
  if (!read.ok) {
    issues.addAll(prefixIssues(at(path, part), read.issues));
    return null;
  }
  if (read.value === null || read.value === undefined || read.value === '') {
    issues.add(at(path, part), 'required');
    return null;
  }
  return read.value;
}
