import type { Issue, MessageKey } from '@ruyi/contract/errors';
import { isEmptyValue, isPlainObject, joinPath, refused, unknownKeyIssues } from '@ruyi/contract/field-values';
import { FILTER_OPERATORS, type FilterCondition, type FilterNode, type FilterOperator } from '@ruyi/contract/metadata';
import { MOST_DAYS, operatorArity } from './operator-arity.js';

export interface FilterLimits {
  /** Groups inside groups. */
  readonly depth: number;
  /** Conditions in the whole filter. */
  readonly conditions: number;
  /** Operands in the whole filter. */
  readonly values: number;
}

export const FILTER_LIMITS: FilterLimits = { depth: 10, conditions: 200, values: 1_000 };

export type FilterResult =
  { readonly ok: true; readonly filter: FilterNode } | { readonly ok: false; readonly issues: readonly Issue[] };

const PATH = /^(?:\*|[A-Za-z_]\w{0,62}(?:\.[A-Za-z_]\w{0,62}){0,9})$/;
const MOST_ISSUES = 50;

/**
 * Reads a filter as the API takes it, by its grammar alone: shape, keys, operators and limits. Whether fields exist and
 * operands fit them is {@link checkFilter}'s to say. Issue paths begin with `path`.
 */
export function parseFilter(json: unknown, limits: FilterLimits = FILTER_LIMITS, path = 'filter'): FilterResult {
  const reader = new FilterReader(limits);
  const filter = reader.node(json, path, 1);
  return filter && reader.issues.length === 0 ? { ok: true, filter } : { ok: false, issues: reader.issues };
}

/** The same for the text of a query string. */
export function parseFilterText(text: string, limits: FilterLimits = FILTER_LIMITS, path = 'filter'): FilterResult {
  try {
    return parseFilter(JSON.parse(text), limits, path);
  } catch {
    return refused('malformed', { path, key: 'malformed.json' });
  }
}

class FilterReader {
  readonly issues: Issue[] = [];
  private conditions = 0;
  private values = 0;

  constructor(private readonly limits: FilterLimits) {}

  node(json: unknown, path: string, depth: number): FilterNode | null {
    if (!isPlainObject(json)) return this.refuse(path, 'malformed', 'malformed.filter');
    if (Object.hasOwn(json, 'and')) return this.group('and', json, path, depth);
    if (Object.hasOwn(json, 'or')) return this.group('or', json, path, depth);
    if (Object.hasOwn(json, 'not')) return this.negation(json, path, depth);
    if (Object.hasOwn(json, 'field') || Object.hasOwn(json, 'op')) return this.condition(json, path);
    this.keys(json, [], path);
    return this.refuse(path, 'malformed', 'malformed.filter');
  }

  private group(key: 'and' | 'or', json: Record<string, unknown>, path: string, depth: number): FilterNode | null {
    const at = joinPath(path, key);
    this.keys(json, [key], path);
    const parts = json[key];
    if (depth > this.limits.depth) return this.beyond(path, 'limitReached.filterDepth', this.limits.depth);
    if (!Array.isArray(parts)) return this.refuse(at, 'invalidType', 'invalidType.list');
    if (key === 'or' && parts.length === 0) return this.refuse(at, 'required');
    const nodes: FilterNode[] = [];
    for (const [index, part] of parts.entries()) {
      if (this.issues.length >= MOST_ISSUES || this.conditions > this.limits.conditions) return null;
      const node = this.node(part, joinPath(at, index), depth + 1);
      if (node) nodes.push(node);
    }
    return key === 'and' ? { and: nodes } : { or: nodes };
  }

  private negation(json: Record<string, unknown>, path: string, depth: number): FilterNode | null {
    this.keys(json, ['not'], path);
    if (depth > this.limits.depth) return this.beyond(path, 'limitReached.filterDepth', this.limits.depth);
    const node = this.node(json.not, joinPath(path, 'not'), depth + 1);
    return node && { not: node };
  }

  private condition(json: Record<string, unknown>, path: string): FilterCondition | null {
    this.conditions += 1;
    if (this.conditions > this.limits.conditions)
      return this.beyond(path, 'limitReached.filterConditions', this.limits.conditions);
    this.keys(json, ['field', 'op', 'value'], path);
    const { field, op } = json;
    if (field === undefined || field === null) this.refuse(joinPath(path, 'field'), 'required');
    else if (typeof field !== 'string') this.refuse(joinPath(path, 'field'), 'invalidType', 'invalidType.text');
    else if (!PATH.test(field)) this.refuse(joinPath(path, 'field'), 'unknownField');
    if (op === undefined || op === null) return this.refuse(joinPath(path, 'op'), 'required');
    if (!isOperator(op)) return this.operatorIssue(op, joinPath(path, 'op'));
    const operand = this.operand(op, json.value, joinPath(path, 'value'));
    if (typeof field !== 'string' || !operand) return null;
    return { field, op, ...operand };
  }

  private operand(op: FilterOperator, value: unknown, path: string): { value?: unknown } | null {
    const arity = operatorArity(op);
    if (arity === 'none') return isEmptyValue(value) ? {} : this.refuse(path, 'unknownKey', 'invalid.noValue');
    if (value === undefined || value === null || value === '') return this.refuse(path, 'required');
    if (arity === 'days') return this.dayCount(value, path);
    if (arity === 'one') return this.count(1, path) && { value };
    if (!Array.isArray(value)) return this.refuse(path, 'invalidType', 'invalidType.list');
    if (arity === 'pair' && value.length !== 2) return this.refuse(path, 'invalidType', 'invalidType.pair');
    if (value.length === 0) return this.refuse(path, 'required');
    return this.count(value.length, path) && { value };
  }

  private dayCount(value: unknown, path: string): { value: number } | null {
    if (typeof value !== 'number' || !Number.isInteger(value))
      return this.refuse(path, 'invalidType', 'invalidType.integer');
    if (value >= 0 && value <= MOST_DAYS) return { value };
    this.issues.push({ path, code: 'outOfRange', key: 'outOfRange.between', params: { min: 0, max: MOST_DAYS } });
    return null;
  }

  private count(values: number, path: string): true | null {
    this.values += values;
    return this.values > this.limits.values ? this.beyond(path, 'limitReached.filterValues', this.limits.values) : true;
  }

  private keys(json: Record<string, unknown>, known: readonly string[], path: string): void {
    for (const issue of unknownKeyIssues(json, known)) this.issues.push({ ...issue, path: joinPath(path, issue.path) });
  }

  private operatorIssue(op: unknown, path: string): null {
    const operator = String(typeof op === 'string' ? op.toWellFormed().slice(0, 40) : typeof op);
    this.issues.push({ path, code: 'unknownOption', key: 'invalid.operator', params: { operator } });
    return null;
  }

  private beyond(path: string, key: MessageKey, max: number): null {
    this.issues.push({ path, code: 'limitReached', key, params: { max } });
    return null;
  }

  private refuse(path: string, code: Issue['code'], key?: MessageKey): null {
    this.issues.push({ path, code, ...(key ? { key } : {}) });
    return null;
  }
}

function isOperator(op: unknown): op is FilterOperator {
  return (FILTER_OPERATORS as readonly unknown[]).includes(op);
}
