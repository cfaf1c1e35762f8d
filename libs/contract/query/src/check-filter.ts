import type { Issue } from '@ruyi/contract/errors';
import {
  FIELD_VALUE_TYPES,
  isEmptyValue,
  joinPath,
  operatorsOf,
  prefixIssues,
  refused,
  type ParseResult,
  type ValueEnvironment,
} from '@ruyi/contract/field-values';
import type { Field, FilterCondition, FilterNode, FilterOperator } from '@ruyi/contract/metadata';
import { operatorArity } from './operator-arity.js';
import type { FilterResult } from './parse-filter.js';

/** Finds the field that a path names, as far as the caller may read it. */
export type FieldLookup = (path: string) => Field | undefined;

/** What `*`, any text of the record, can be asked. */
export const ANY_TEXT_OPERATORS: readonly FilterOperator[] = ['eq', 'ne', 'contains', 'notContains', 'startsWith'];

/**
 * Holds a filter that follows the grammar against the fields that it names: the field exists, has the operator, and the
 * operands are its values. The filter that comes back has the operands in canonical form.
 */
export function checkFilter(
  filter: FilterNode,
  fieldOf: FieldLookup,
  env: ValueEnvironment,
  path = 'filter',
): FilterResult {
  const issues: Issue[] = [];
  const checked = checkNode(filter, path, { fieldOf, env, issues });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, filter: checked };
}

interface Check {
  readonly fieldOf: FieldLookup;
  readonly env: ValueEnvironment;
  readonly issues: Issue[];
}

function checkNode(node: FilterNode, path: string, check: Check): FilterNode {
  if ('and' in node)
    return { and: node.and.map((part, index) => checkNode(part, joinPath(path, 'and', index), check)) };
  if ('or' in node) return { or: node.or.map((part, index) => checkNode(part, joinPath(path, 'or', index), check)) };
  if ('not' in node) return { not: checkNode(node.not, joinPath(path, 'not'), check) };
  const operand = checkCondition(node, check);
  if (operand.ok) return 'value' in node ? { ...node, value: operand.value } : node;
  check.issues.push(...prefixIssues(path, operand.issues));
  return node;
}

function checkCondition({ field: name, op, value }: FilterCondition, { fieldOf, env }: Check): ParseResult<unknown> {
  const field = name === '*' ? undefined : fieldOf(name);
  if (name !== '*' && !field) return refused('unknownField', { path: 'field' });
  const operators = field ? operatorsOf(field) : ANY_TEXT_OPERATORS;
  if (!operators.includes(op))
    return refused('unknownOption', { path: 'op', key: 'invalid.operator', params: { operator: op } });
  if (!field) {
    const isText = typeof value === 'string' && value.trim() !== '';
    return isText ? { ok: true, value } : refused('invalidType', { path: 'value', key: 'invalidType.text' });
  }
  return readOperands(field, op, value, env);
}

/** The operands of one condition in canonical form; issue paths begin with `value`. */
export function readOperands(
  field: Field,
  op: FilterOperator,
  value: unknown,
  env: ValueEnvironment,
): ParseResult<unknown> {
  const arity = operatorArity(op);
  if (arity === 'none' || arity === 'days') return { ok: true, value };
  if (arity === 'one') return readOperand(field, value, env, 'value');
  if (!Array.isArray(value)) return refused('invalidType', { path: 'value', key: 'invalidType.list' });
  const read = value.map((item: unknown, index) => readOperand(field, item, env, joinPath('value', index)));
  const issues = read.flatMap((item) => (item.ok ? [] : item.issues));
  return issues.length > 0
    ? { ok: false, issues }
    : { ok: true, value: read.map((item) => (item.ok ? item.value : null)) };
}

function readOperand(field: Field, value: unknown, env: ValueEnvironment, path: string): ParseResult<unknown> {
  if (isEmptyValue(value)) return refused('required', { path });
  const read = FIELD_VALUE_TYPES[field.type].parseOperand(value, field, env);
  if (!read.ok) return { ok: false, issues: prefixIssues(path, read.issues) };
  return read.value === null ? refused('required', { path }) : read;
}
