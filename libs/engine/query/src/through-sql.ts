import type { ConditionSql } from './condition-sql.js';
import { readField } from './field-read.js';
import type { QueryScope } from './query-scope.js';
import type { PathStep } from './resolve-path.js';
import { BASE, TENANT } from './sql-text.js';
import type { Parameters } from './sql-text.js';

interface Writing {
  readonly scope: QueryScope;
  readonly parameters: Parameters;
  readonly conditions: ConditionSql;
}

/** Something of the record behind the references, null where the actor may not see it; without references, of the record itself. */
export function throughSteps(
  steps: readonly PathStep[],
  expression: (alias: string) => string,
  writing: Writing,
  from = BASE,
): string {
  const nest = (left: readonly PathStep[], alias: string): string => {
    const [step, ...rest] = left;
    if (!step) return expression(alias);
    const inner = writing.parameters.alias();
    const id = readField(step.reference, alias, writing.scope).expression;
    const visible = writing.conditions.access(step.where, step.target, inner);
    return `(select ${nest(rest, inner)} from ${step.target.table} ${inner} where ${inner}.tenant_id = ${TENANT} and ${inner}.id = ${id} and ${inner}.deleted_at is null${visible === 'true' ? '' : ` and ${visible}`})`;
  };
  return nest(steps, from);
}
