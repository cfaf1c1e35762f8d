import { AppError, ObjectReader } from '@ruyi/contract/errors';
import { MOST_IDS, type BulkRequest } from '@ruyi/engine/records';
import type { ObjectBodyValue } from './object-body.js';
import { readRows } from './read-rows-request.js';

/** `{ids | filter, params, dryRun?}`: one way of naming the records, never both, never neither. */
export function readBulkRequest(module: string, action: string, body: ObjectBodyValue): BulkRequest {
  const reader = new ObjectReader(body);
  const ids = reader.ids('ids', MOST_IDS);
  const rows = readRows(reader);
  const params = reader.object('params') ?? {};
  const dryRun = reader.flag('dryRun') ?? false;
  reader.end();
  const named = Object.keys(rows).length > 0;
  if (ids && named) throw AppError.invalid([{ path: 'ids', code: 'unknownKey', key: 'invalid.together' }]);
  // "All" has to be said: an empty body must not act on everything.
  if (!ids && !named) throw AppError.invalid([{ path: 'ids', code: 'required' }]);
  if (ids?.length === 0) throw AppError.invalid([{ path: 'ids', code: 'required' }]);
  return { module, action, params, select: ids ? { ids } : rows, dryRun };
}
