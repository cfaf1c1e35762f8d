import { fieldRights, parentField } from '@ruyi/engine/access';
import { AppError } from '@ruyi/contract/errors';
import { checkReferences, type FindTargets } from './check-references.js';
import { conditionIssues } from './conditional-fields.js';
import { readInput } from './read-input.js';
import type { ActionRequest } from './record-action.js';
import type { RequestedChange, Values } from './record-change.js';
import { sameValue } from './same-value.js';
import type { StoredRecord } from './stored-record.js';
import type { WriteSession } from './write-session.js';

/**
 * Checks new values of fields of a record that its caller may edit; null when they are what it has already. Throws an
 * AppError with a path for each that is not valid.
 */
export async function planUpdate(
  session: WriteSession,
  request: ActionRequest<Values>,
  before: StoredRecord,
  find?: FindTargets,
): Promise<RequestedChange | null> {
  const { actor } = session;
  const { module, changeSet } = request;
  const rights = fieldRights(module, actor, 'edit');
  const { values, issues } = readInput(session, module, request.params, { rights, before });
  const conditions = conditionIssues(session, module, {
    before,
    after: { ...before, ...values },
    given: values,
    rights,
  });
  const all = [...issues, ...conditions, ...(await checkReferences(session, module, values, before, find))];
  if (all.length > 0) throw AppError.invalid(all);
  if (Object.entries(values).every(([key, value]) => sameValue(value, before[key]))) return null;
  const parent = parentField(module);
  if (parent !== null && parent in values && !(await session.may('edit', module, { ...before, ...values }))) {
    throw new AppError(403, 'notAllowed', { issues: [{ path: parent, code: 'notAllowed' }] });
  }
  return { module, action: 'update', before, values, changeSet };
}
