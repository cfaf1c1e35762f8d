import type { RecordAction } from '@ruyi/contract/access';
import { anyOf, compileAccess } from '@ruyi/engine/access';
import type { Statement } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { ConditionSql } from './condition-sql.js';
import type { QueryScope } from './query-scope.js';
import { BASE, Parameters, TENANT } from './sql-text.js';
import { named } from './statement-names.js';

/** What the actor may do to one record, answered by the database with the rules that lists are filtered by. */
export interface CompiledAbilities {
  readonly statement: Statement;
  readonly decode: (row: Readonly<Record<string, unknown>> | undefined) => {
    readonly can: readonly RecordAction[];
    readonly watched: boolean;
  };
}

/** Compiles the question which of the actions the actor may do to the record, and whether he watches it. */
export function compileAbilities(
  scope: QueryScope,
  module: ModuleModel,
  id: string,
  actions: readonly RecordAction[],
): CompiledAbilities {
  const parameters = new Parameters(scope.model.tenantId);
  const conditions = new ConditionSql(parameters, scope);
  const asked = actions.map((action, index) => {
    const grant = compileAccess(scope.model, scope.actor, module.key, action);
    const where =
      grant && conditions.access(grant.pool ? anyOf([grant.where, grant.pool.where]) : grant.where, module, BASE);
    return `${where ?? 'false'} as a${index}`;
  });
  const watched = scope.actor.user
    ? conditions.write({ type: 'watched', userId: scope.actor.user.id }, module, BASE)
    : 'false';
  const text = `select ${[...asked, `${watched} as watched`].join(', ')} from ${module.table} ${BASE} where ${BASE}.tenant_id = ${TENANT} and ${BASE}.id = ${parameters.add(id)}::uuid`;
  return {
    statement: { ...named(text, parameters.values), byKey: true },
    decode: (row) => ({
      can: row ? actions.filter((_, index) => row[`a${index}`] === true) : [],
      watched: row?.['watched'] === true,
    }),
  };
}
