import type { AccessWhere } from '@ruyi/engine/access';
import type { ResolvedRows } from './resolved-list.js';
import type { Condition } from './condition.js';
import type { ConditionSql } from './condition-sql.js';
import { BASE, TENANT } from './sql-text.js';
import type { Parameters } from './sql-text.js';

/** Disjuncts beyond which branches cost more than they save. */
const MOST_BRANCHES = 6;

/** The conditions that every branch has: tenant, module, recycle bin, filter. */
export function commonConditions(rows: ResolvedRows, conditions: ConditionSql, parameters: Parameters): string[] {
  const filter = conditions.write(rows.condition, rows.module, BASE);
  return [...placeConditions(rows, parameters), ...(filter === 'true' ? [] : [filter])];
}

/** What an index of the module's table begins with: tenant, module, recycle bin. */
export function placeConditions({ module, bin }: ResolvedRows, parameters: Parameters): string[] {
  return [
    `${BASE}.tenant_id = ${TENANT}`,
    ...(module.moduleId === undefined ? [] : [`${BASE}.module_id = ${parameters.add(module.moduleId)}::uuid`]),
    ...(bin === 'any' ? [] : [`${BASE}.deleted_at is ${bin === 'live' ? '' : 'not '}null`]),
  ];
}

/** The union as its disjuncts, a parent's own union included, so that each can drive an index. */
export function accessBranches(access: AccessWhere): readonly AccessWhere[] {
  const branches = disjuncts(access);
  return branches.length > MOST_BRANCHES ? [access] : branches;
}

function disjuncts(access: AccessWhere): AccessWhere[] {
  if (access.kind === 'anyOf') return access.nodes.flatMap(disjuncts);
  if (access.kind !== 'parent') return [access];
  return access.targets.flatMap((target) =>
    disjuncts(target.where).map((where): AccessWhere => ({
      kind: 'parent',
      field: access.field,
      targets: [{ module: target.module, where }],
    })),
  );
}

/** Whether quick search or a list of ids already drives: then the access filter only narrows. */
export function drivenByIds(rows: ResolvedRows): boolean {
  return drives(rows.condition);
}

function drives(condition: Condition): boolean {
  switch (condition.type) {
    case 'and':
      return condition.nodes.some(drives);
    case 'test':
      return condition.field.key === 'id' && condition.test.is === 'oneOf';
    default:
      return condition.type === 'found';
  }
}
