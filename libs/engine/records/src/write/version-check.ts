import { AppError } from '@ruyi/contract/errors';
import type { StoredRecord } from './stored-record.js';
import type { WriteSession } from './write-session.js';

/** 409 with the current version and who made it, when the record has moved on since the caller read it. */
export function checkVersion(
  session: WriteSession,
  record: StoredRecord,
  expected: number | undefined,
  path = 'version',
): void {
  if (expected === undefined || expected === record.version) return;
  const by = record.updatedBy === null ? null : session.actor.data.users.get(record.updatedBy);
  throw new AppError(409, 'versionConflict', {
    issues: [{ path, code: 'versionConflict' }],
    meta: {
      version: record.version,
      updatedAt: record.updatedAt,
      updatedBy: record.updatedBy === null ? null : { id: record.updatedBy, name: by?.name ?? '' },
    },
  });
}

/** Reads the version of a query, where everything is text. */
export function readQueryVersion(input: unknown): number {
  return readVersion(typeof input === 'string' && /^\d{1,9}$/.test(input) ? Number(input) : input);
}

/** Reads a version from a body; 422 `versionRequired` when it is not there. */
export function readVersion(input: unknown): number {
  if (input === undefined || input === null || input === '') {
    throw new AppError(422, 'versionRequired', { issues: [{ path: 'version', code: 'versionRequired' }] });
  }
  if (typeof input !== 'number' || !Number.isInteger(input) || input < 1 || input > 2 ** 31 - 1) {
    throw AppError.invalid([{ path: 'version', code: 'invalidType' }]);
  }
  return input;
}
