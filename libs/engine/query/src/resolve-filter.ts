import type { FilterCondition, FilterNode } from '@ruyi/contract/metadata';
import { operatorsOf } from '@ruyi/contract/field-values';
import { ANY_TEXT_OPERATORS, FILTER_LIMITS } from '@ruyi/contract/query';
import { isMaskedField } from '@ruyi/engine/access';
import type { FieldRights } from '@ruyi/engine/access';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import type { Condition, FieldTest } from './condition.js';
import type { QueryScope } from './query-scope.js';
import type { RequestIssues } from './request-issues.js';
import { resolvePath } from './resolve-path.js';
import type { PathStep } from './resolve-path.js';
import { resolveTest } from './resolve-test.js';

const NEVER: Condition = { type: 'never' };

/** What a filter is resolved against. */
export interface FilterSubject {
  readonly scope: QueryScope;
  readonly module: ModuleModel;
  readonly rights: FieldRights;
  readonly issues: RequestIssues;
}

/** Checks a filter against metadata and rights and resolves its words; wrong parts are added to the issues by path. */
export function resolveFilter(subject: FilterSubject, filter: FilterNode, path = 'filter'): Condition {
  return new FilterResolver(subject).node(filter, path, 0);
}

class FilterResolver {
  private conditions = 0;

  constructor(private readonly subject: FilterSubject) {}

  node(node: FilterNode, path: string, depth: number): Condition {
    if (depth > FILTER_LIMITS.depth * 2) return this.refuse(path, 'limitReached');
    if ('and' in node)
      return {
        type: 'and',
        nodes: node.and.map((child, index) => this.node(child, `${path}.and.${index}`, depth + 1)),
      };
    if ('or' in node)
      return { type: 'or', nodes: node.or.map((child, index) => this.node(child, `${path}.or.${index}`, depth + 1)) };
    if ('not' in node) return { type: 'not', node: this.node(node.not, `${path}.not`, depth + 1) };
    this.conditions += 1;
    if (this.conditions > FILTER_LIMITS.conditions) return this.refuse(path, 'limitReached');
    return this.condition(node, path);
  }

  private condition(condition: FilterCondition, path: string): Condition {
    const { scope, module, rights } = this.subject;
    if (condition.field === '_team' || condition.field === '_watched') return this.pseudo(condition, path);
    if (condition.field === '*') return this.anyText(condition, path);
    const found = resolvePath(scope, module, rights, condition.field);
    if (!found) return this.refuse(`${path}.field`, 'unknownField', { field: condition.field });
    if (found.masked && condition.op !== 'eq')
      return this.refuse(`${path}.op`, 'notAllowed', { field: condition.field });
    const resolved = resolveTest({
      scope,
      module: found.module,
      field: found.field,
      condition,
      path,
      issues: this.subject.issues,
    });
    if (!resolved) return NEVER;
    if (found.steps.length === 0) return { type: 'test', ...resolved };
    return throughSteps(found.steps, resolved);
  }

  /** `_team` and `_watched`: the actor is on the record's team, or watches it. */
  private pseudo({ field, op, value }: FilterCondition, path: string): Condition {
    const { user } = this.subject.scope.actor;
    const positive = op === 'me' || op === 'isNotEmpty' || (op === 'eq' && (value === 'me' || value === true));
    const negative =
      op === 'isEmpty' || (op === 'eq' && value === false) || (op === 'ne' && (value === 'me' || value === true));
    if (!positive && !negative) return this.refuse(`${path}.op`, 'unknownOption', { operator: String(op) });
    const found: Condition = !user
      ? NEVER
      : field === '_team'
        ? { type: 'team', userId: user.id, access: 'read' }
        : { type: 'watched', userId: user.id };
    return positive ? found : { type: 'not', node: found };
  }

  private anyText(condition: FilterCondition, path: string): Condition {
    const { scope, module, rights, issues } = this.subject;
    if (!ANY_TEXT_OPERATORS.includes(condition.op))
      return this.refuse(`${path}.op`, 'unknownOption', { operator: String(condition.op) });
    if (typeof condition.value !== 'string' || condition.value.trim() === '')
      return this.refuse(`${path}.value`, 'invalidType');
    const { op } = condition;
    const positive = op === 'ne' ? 'eq' : op === 'notContains' ? 'contains' : op;
    const texts = [...module.fields.values()].filter((field) => isText(field) && rights.access.has(field.key));
    const nodes = texts
      .filter((field) => positive === 'eq' || !isMaskedField(rights, field.key))
      .flatMap((field): Condition[] => {
        const resolved = resolveTest({
          scope,
          module,
          field,
          condition: { field: field.key, op: positive, value: condition.value },
          path,
          issues,
        });
        return resolved ? [{ type: 'test', ...resolved }] : [];
      });
    const any: Condition = { type: 'or', nodes };
    return op === positive ? any : { type: 'not', node: any };
  }

  private refuse(
    path: string,
    code: 'unknownField' | 'limitReached' | 'notAllowed' | 'unknownOption' | 'invalidType',
    params?: Record<string, string>,
  ): Condition {
    this.subject.issues.add(path, code, {
      ...(params ? { params } : {}),
      ...(code === 'unknownOption' ? { key: 'invalid.operator' } : {}),
    });
    return NEVER;
  }
}

/** Fields that `*` looks into. */
const isText = (field: FieldModel): boolean =>
  operatorsOf(field).includes('contains') && operatorsOf(field).includes('startsWith');

/** What is not seen counts as empty, so a test that is true of empty ones is turned around outside. */
function throughSteps(
  steps: readonly PathStep[],
  resolved: { readonly field: FieldModel; readonly test: FieldTest },
): Condition {
  const positive = positiveOf(resolved.test);
  const leaf: Condition = { type: 'test', field: resolved.field, test: positive ?? resolved.test };
  const through = steps.reduceRight<Condition>((node, step) => ({ type: 'through', ...step, node }), leaf);
  return positive ? { type: 'not', node: through } : through;
}

/** The opposite of a test that includes empty values; null for the others. */
export function positiveOf(test: FieldTest): FieldTest | null {
  switch (test.is) {
    case 'empty':
      return { is: 'notEmpty' };
    case 'noneOf':
      return { is: 'oneOf', values: test.values };
    case 'notContaining':
      return { is: 'containing', text: test.text };
    case 'outside':
      return { ...test, is: 'within' };
    case 'hasNone':
      return { is: 'hasAny', values: test.values };
    default:
      return null;
  }
}
