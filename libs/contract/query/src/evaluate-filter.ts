import { isEmptyValue, isPlainObject, type ValueEnvironment } from '@ruyi/contract/field-values';
import type { Field, FilterCondition, FilterNode } from '@ruyi/contract/metadata';
import { readOperands, type FieldLookup } from './check-filter.js';
import { isOrdered, isWithin } from './compare-operand.js';
import { isRelativeDateOperator } from './date-range.js';

/** A record as a filter sees it. */
export interface FilterSubject {
  readonly fieldOf: FieldLookup;
  /** The value at a path, in the form of the API; what the reader may not see is empty. */
  valueOf(path: string): unknown;
  /** The fields that `*` looks into. */
  readonly textFields?: readonly string[];
}

/** Who asks, and when. */
export interface FilterEnvironment extends ValueEnvironment {
  readonly now: Date;
  readonly userId: string | null;
  readonly subordinateIds?: readonly string[];
  /** Users of the asking user's department. */
  readonly departmentUserIds?: readonly string[];
}

/**
 * Whether a record fulfils a filter, with the meaning that the API has. A condition that {@link checkFilter} would
 * refuse is not fulfilled.
 */
export function evaluateFilter(filter: FilterNode, subject: FilterSubject, env: FilterEnvironment): boolean {
  if ('and' in filter) return filter.and.every((node) => evaluateFilter(node, subject, env));
  if ('or' in filter) return filter.or.some((node) => evaluateFilter(node, subject, env));
  if ('not' in filter) return !evaluateFilter(filter.not, subject, env);
  return filter.field === '*' ? meetsAnyText(filter, subject, env) : meets(filter, subject, env);
}

function meetsAnyText(condition: FilterCondition, subject: FilterSubject, env: FilterEnvironment): boolean {
  const negative = condition.op === 'ne' || condition.op === 'notContains';
  const op = condition.op === 'ne' ? 'eq' : condition.op === 'notContains' ? 'contains' : condition.op;
  const found = (subject.textFields ?? []).some((field) => meets({ ...condition, field, op }, subject, env));
  return negative ? !found : found;
}

function meets(
  { field: path, op, value: input }: FilterCondition,
  subject: FilterSubject,
  env: FilterEnvironment,
): boolean {
  const field = subject.fieldOf(path);
  if (!field) return false;
  const value = subject.valueOf(path);
  const empty = isEmptyValue(value);
  if (op === 'isEmpty') return empty;
  if (op === 'isNotEmpty') return !empty;
  const operands = readOperands(field, op, input, env);
  if (!operands.ok) return false;
  if (empty) return op === 'ne' || op === 'notIn' || op === 'notContains' || op === 'hasNone';
  return meetsOperands({ field, op, value: operands.value }, value, env);
}

interface Asked {
  readonly field: Field;
  readonly op: FilterCondition['op'];
  readonly value: unknown;
}

function meetsOperands(asked: Asked, value: unknown, env: FilterEnvironment): boolean {
  const { field, op } = asked;
  if (isRelativeDateOperator(op)) return isWithin(field, op, { value, n: Number(asked.value ?? 0) }, env);
  const operands: readonly unknown[] = Array.isArray(asked.value) ? asked.value : [asked.value];
  const [first] = operands;
  const equals = (operand: unknown): boolean => isOrdered(field, 'eq', { value, operand }, env);
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  switch (op) {
    case 'eq':
    case 'in':
      return operands.some(equals);
    case 'ne':
    case 'notIn':
      return !operands.some(equals);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return isOrdered(field, op, { value, operand: first }, env);
    case 'between':
      return (
        isOrdered(field, 'gte', { value, operand: first }, env) &&
        isOrdered(field, 'lte', { value, operand: operands[1] }, env)
      );
    case 'contains':
      return textOf(value).toLowerCase().includes(textOf(first).toLowerCase());
    case 'notContains':
      return !textOf(value).toLowerCase().includes(textOf(first).toLowerCase());
    case 'startsWith':
      return textOf(value).startsWith(textOf(first));
    case 'hasAny':
      return operands.some((operand) => items.includes(operand));
    case 'hasAll':
      return operands.every((operand) => items.includes(operand));
    case 'hasNone':
      return !operands.some((operand) => items.includes(operand));
    case 'me':
      return value === env.userId;
    case 'subordinates':
      return (env.subordinateIds ?? []).includes(String(value));
    case 'department':
      return (env.departmentUserIds ?? []).includes(String(value));
    default:
      return false;
  }
}

/** The text of a value that can be looked into: its own, or an address's detail. */
function textOf(value: unknown): string {
  if (isPlainObject(value)) return typeof value.detail === 'string' ? value.detail : '';
  return String(value);
}
