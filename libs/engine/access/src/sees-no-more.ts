import { FIELD_ACCESS } from '@ruyi/contract/access';
import type { TenantModel } from '@ruyi/engine/model';
import { compileAccess } from './access-grant.js';
import type { Actor } from './actor.js';

/** Whether the actor sees every record of the module. */
export function seesWhole(model: TenantModel, actor: Actor, module: string): boolean {
  return compileAccess(model, actor, module, 'read')?.where.kind === 'everything';
}

/** Whether one actor, who sees every record of the module, sees no field there that the other does not see as well. */
export function seesNoMoreFields(model: TenantModel, actor: Actor, than: Actor, module: string): boolean {
  const theirs = compileAccess(model, than, module, 'read')?.fields.access;
  const own = compileAccess(model, actor, module, 'read')?.fields.access ?? new Map();
  return [...own].every(([field, access]) => {
    const other = theirs?.get(field);
    // Who may edit a field sees no more of it than who may read it.
    const rank = (level: string | undefined): number =>
      Math.min(
        FIELD_ACCESS.findIndex((each) => each === level),
        2,
      );
    return rank(access) <= rank(other);
  });
}
