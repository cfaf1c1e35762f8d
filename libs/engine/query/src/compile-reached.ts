import type { AccessWhere } from '@ruyi/engine/access';
import type { Statement } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { ConditionSql } from './condition-sql.js';
import type { QueryScope } from './query-scope.js';
import { BASE, Parameters, TENANT } from './sql-text.js';
import { named } from './statement-names.js';

/** Compiles the question which of these records the actor reaches, with their names: for references and bulk commands. */
export function compileReached(
  scope: QueryScope,
  module: ModuleModel,
  access: AccessWhere,
  ids: readonly string[],
  nameColumn: string | null,
): Statement {
  const parameters = new Parameters(scope.model.tenantId);
  const conditions = new ConditionSql(parameters, scope);
  const where = conditions.access(access, module, BASE);
  const name = nameColumn === null ? 'null::text' : `${BASE}.${nameColumn}::text`;
  const text = `select ${BASE}.id, ${name} as name, ${BASE}.deleted_at from ${module.table} ${BASE} where ${BASE}.tenant_id = ${TENANT} and ${BASE}.id = any(${parameters.add(ids)}::uuid[])${where === 'true' ? '' : ` and ${where}`}`;
  return named(text, parameters.values);
}
