import { compileAccess, canReadField, isMaskedField } from '@ruyi/engine/access';
import type { AccessWhere, FieldRights } from '@ruyi/engine/access';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import type { QueryScope } from './query-scope.js';

/** References that a path may go through. */
export const PATH_STEPS = 3;

/** One reference on the way to a field, with the rows behind it that the actor may see. */
export interface PathStep {
  readonly reference: FieldModel;
  readonly target: ModuleModel;
  readonly where: AccessWhere;
}

/** A field that exists and may be read, and the way to it. */
export interface ResolvedPath {
  readonly steps: readonly PathStep[];
  readonly module: ModuleModel;
  readonly field: FieldModel;
  readonly masked: boolean;
}

/** Follows a path through references; null for what does not exist and for what the actor may not read: the two look alike. */
export function resolvePath(
  scope: QueryScope,
  module: ModuleModel,
  rights: FieldRights,
  path: string,
): ResolvedPath | null {
  const keys = path.split('.');
  const last = keys.pop();
  if (last === undefined || keys.length > PATH_STEPS) return null;
  const steps: PathStep[] = [];
  let here = module;
  let readable = rights;
  for (const key of keys) {
    const reference = here.fields.get(key);
    if (!reference || !canReadField(readable, key) || isMaskedField(readable, key)) return null;
    const target =
      reference.type === 'reference' && reference.target !== undefined
        ? scope.model.modules.get(reference.target)
        : undefined;
    const grant = target && compileAccess(scope.model, scope.actor, target.key, 'read');
    if (!target || !grant) return null;
    steps.push({ reference, target, where: grant.where });
    here = target;
    readable = grant.fields;
  }
  const field = here.fields.get(last);
  if (!field || !canReadField(readable, last)) return null;
  return { steps, module: here, field, masked: isMaskedField(readable, last) };
}
