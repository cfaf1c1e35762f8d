import { fieldRights } from '@ruyi/engine/access';
import type { Issue } from '@ruyi/contract/errors';
import type { ModuleModel } from '@ruyi/engine/model';
import { conditionIssues, missingRequired } from './conditional-fields.js';
import { defaultValues } from './default-values.js';
import { readInput } from './read-input.js';
import type { Values } from './record-change.js';
import type { WriteSession } from './write-session.js';

/** System keys that a caller may give a new record. */
const GIVEN_BY_CALLERS = ['ownerId', 'poolId'];
/** And what an import may bring along from where the records were kept before. */
const GIVEN_BY_IMPORTS = [...GIVEN_BY_CALLERS, 'createdAt', 'createdBy', 'lastFollowUpAt'];
/** And what the system itself may give. */
const GIVEN_BY_SYSTEM = [...GIVEN_BY_IMPORTS, 'updatedAt', 'updatedBy', 'ownedSince'];

/** A new record as its body asks for it. */
export interface DraftRecord {
  /** What was given and the defaults. */
  readonly values: Record<string, unknown>;
  /** What was given. */
  readonly given: Values;
  /** What is wrong with it, references aside. */
  readonly issues: readonly Issue[];
}

/** Reads the body of a new record with the rights of who sends it; `withOrigins`: as an import does. */
export function draftRecord(
  session: WriteSession,
  module: ModuleModel,
  body: Values,
  withOrigins = false,
): DraftRecord {
  const { ctx, actor } = session;
  const rights = fieldRights(module, actor, 'create');
  const also = ctx.userId === null ? GIVEN_BY_SYSTEM : withOrigins ? GIVEN_BY_IMPORTS : GIVEN_BY_CALLERS;
  const input = readInput(session, module, body, { rights, before: null, also });
  const values: Record<string, unknown> = {
    ...defaultValues(ctx, module, new Set(Object.keys(body)), actor.user?.departmentId ?? null),
    ...input.values,
  };
  const wrong = new Set(input.issues.map(({ path }) => path.split('.')[0]));
  const asked = { before: null, after: values, given: input.values, rights };
  const missing = missingRequired(session, module, asked).filter(({ path }) => !wrong.has(path));
  return {
    values,
    given: input.values,
    issues: [...input.issues, ...missing, ...conditionIssues(session, module, asked)],
  };
}

/** A new record is its maker's, unless another owner or a pool is named. */
export function placeWithOwner({ ctx }: WriteSession, module: ModuleModel, values: Record<string, unknown>): void {
  if (!module.owned) return;
  const now = new Date().toISOString();
  if (module.poolable && values['poolId']) {
    Object.assign(values, { ownerId: null, pooledAt: now });
    return;
  }
  // Without an owner it would be in no pool either, and nobody's.
  values['ownerId'] ??= ctx.userId;
  if (!module.poolable || !values['ownerId'] || values['ownedSince']) return;
  // The clock of the pool starts when somebody gets the record here, whatever its age; demo data bring both.
  values['ownedSince'] = ctx.userId === null ? (values['createdAt'] ?? now) : now;
}
