import { AppError, type Issue } from '@ruyi/contract/errors';
import type { ModuleModel } from '@ruyi/engine/model';
import { lockParentsOfMany } from '../write/lock-parents.js';
import type { StoredRecord } from '../write/stored-record.js';
import { checkVersion } from '../write/version-check.js';
import type { WriteSession } from '../write/write-session.js';
import type { MergeRequest } from './merge-request.js';

export interface MergedRecords {
  readonly into: StoredRecord;
  readonly from: readonly StoredRecord[];
}

/**
 * The records of a merge, kept for the rest of the transaction, at the versions that the caller saw: live ones that the
 * caller may edit and, but for the one that stays, delete.
 */
export async function lockMerged(
  session: WriteSession,
  module: ModuleModel,
  request: MergeRequest,
): Promise<MergedRecords> {
  const ids = [request.into, ...request.from];
  if (typeof module.access === 'object' && 'inherit' in module.access)
    await lockParentsOfMany(session, module, await session.read(module, ids));
  const found = new Map((await session.lock(module, ids, 'references')).map((record) => [record.id, record]));
  const records: StoredRecord[] = [];
  const missing: Issue[] = [];
  const forbidden: Issue[] = [];
  for (const [index, id] of ids.entries()) {
    const path = index === 0 ? 'into' : `from.${index - 1}`;
    const record = found.get(id.toLowerCase());
    if (!record || record.deletedAt !== null || !(await session.may('read', module, record)))
      missing.push({ path, code: 'notFound' });
    else {
      records.push(record);
      const may =
        (await session.may('edit', module, record)) && (index === 0 || (await session.may('delete', module, record)));
      if (!may) forbidden.push({ path, code: 'notAllowed' });
    }
  }
  if (missing.length > 0) throw AppError.invalid(missing);
  if (forbidden.length > 0) throw new AppError(403, 'notAllowed', { issues: forbidden });
  for (const record of records) checkVersion(session, record, request.versions[record.id], `versions.${record.id}`);
  const [into, ...from] = records;
  if (!into) throw AppError.notFound();
  // The one with an owner stays: else what somebody works on would lie in the pool.
  if (into['poolId'] && from.some(({ ownerId }) => ownerId !== null))
    throw new AppError(409, 'conflict', {
      key: 'conflict.mergeIntoPool',
      issues: [{ path: 'into', code: 'conflict' }],
    });
  return { into, from };
}
