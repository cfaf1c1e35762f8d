import { ALL_OF_THEM, readVersion, type MergeRequest } from '@ruyi/engine/records';
import { AppError, ObjectReader } from '@ruyi/contract/errors';
import type { ObjectBodyValue } from './object-body.js';

/** Records that one merge may make one of, the one that stays not counted. */
const MOST_FROM = 9;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `{into, from, versions, values?, keepAsTeamMember?, dryRun?}`; a dry run may leave the versions out. */
export function readMergeRequest(body: ObjectBodyValue): MergeRequest & { readonly dryRun: boolean } {
  const reader = new ObjectReader(body);
  const into = reader.requiredId('into');
  const from = reader.ids('from', MOST_FROM);
  const versions = reader.object('versions');
  const values = reader.object('values') ?? {};
  const keep =
    typeof body['keepAsTeamMember'] === 'string'
      ? reader.oneOf('keepAsTeamMember', ['read', 'write'])
      : reader.flag('keepAsTeamMember');
  const dryRun = reader.flag('dryRun') ?? false;
  if (from?.length === 0) reader.fail('from', 'required');
  reader.require('from');
  from?.forEach((id, index) => {
    if (id === into || from.indexOf(id) < index)
      reader.add([{ path: `from.${index}`, code: 'notUnique', key: 'notUnique.merged' }]);
  });
  for (const [key, choice] of Object.entries(values))
    if (typeof choice !== 'string' || (choice !== ALL_OF_THEM && !UUID.test(choice)))
      reader.fail(`values.${key}`, 'invalidType');
  reader.end();
  const ids = [into, ...(from ?? [])];
  return {
    into,
    from: from ?? [],
    versions: readVersions(versions, dryRun ? [] : ids, ids),
    values: Object.fromEntries(Object.entries(values).map(([key, choice]) => [key, String(choice).toLowerCase()])),
    keepOwners: keep === true ? 'write' : keep || null,
    dryRun,
  };
}

function readVersions(
  given: ObjectBodyValue | undefined,
  needed: readonly string[],
  known: readonly string[],
): Record<string, number> {
  const versions: Record<string, number> = {};
  for (const [key, version] of Object.entries(given ?? {})) {
    const id = key.toLowerCase();
    if (!known.includes(id)) throw AppError.invalid([{ path: `versions.${key}`, code: 'unknownKey' }]);
    versions[id] = readVersion(version);
  }
  const missing = needed.filter((id) => versions[id] === undefined);
  if (missing.length > 0)
    throw new AppError(422, 'versionRequired', {
      issues: missing.map((id) => ({ path: `versions.${id}`, code: 'versionRequired' as const })),
    });
  return versions;
}
