import { alikeError } from '../duplicates/alike-error.js';
import { othersAlike } from '../duplicates/others-alike.js';
import type { ActionRequest, RecordActionHandler } from './record-action.js';
import type { StoredRecord } from './stored-record.js';
import type { WriteSession } from './write-session.js';

/**
 * Does an action to one record. Where it gets another owner, 撞单 is looked for afterwards: what the company forbids
 * refuses it, so that the transaction (or the savepoint) takes it back.
 */
export async function applyAction(
  session: WriteSession,
  handler: RecordActionHandler,
  request: ActionRequest,
): Promise<StoredRecord> {
  const record = await handler.apply(session, request);
  if (handler.givesOwner !== true) return record;
  const matches = await othersAlike(session, request.module, record, 'forbid');
  if (matches.length > 0) throw alikeError(request.module, matches, 'notUnique.othersAlike');
  return record;
}
