import { ObjectReader } from '@ruyi/contract/errors';
import { DUPLICATE_RULES, IMPORT_MODES, type ImportRequest } from '@ruyi/delivery/import-export';
import type { ObjectBodyValue } from '../records/object-body.js';

const LONGEST_HEADING = 500;

/**
 * `{fileId, mode, matchOn?, mapping, duplicates?, pool?, dryRun?}`: `mapping` from heading to field; `matchOn` a field
 * (alone, or in a list). Without `duplicates` a row of what is there already is refused, or written over it where the
 * mode updates.
 */
export function readImportRequest(module: string, body: ObjectBodyValue): ImportRequest {
  const reader = new ObjectReader(body);
  const fileId = reader.requiredId('fileId');
  const mode = reader.oneOf('mode', IMPORT_MODES);
  reader.require('mode');
  const duplicates = reader.oneOf('duplicates', DUPLICATE_RULES);
  const matchOn = readMatchOn(reader, body['matchOn']);
  const mapping = readMapping(reader);
  const pool = reader.id('pool');
  const dryRun = reader.flag('dryRun');
  reader.end();
  return {
    module,
    fileId,
    mode: mode ?? 'create',
    matchOn,
    mapping,
    duplicates: duplicates ?? (mode === 'create' ? 'refuse' : 'overwrite'),
    ...(pool === undefined ? {} : { pool }),
    ...(dryRun === undefined ? {} : { dryRun }),
  };
}

function readMatchOn(reader: ObjectReader, value: unknown): string | null {
  if (!Array.isArray(value)) return reader.text('matchOn', LONGEST_HEADING) ?? null;
  const [only, ...more] = reader.texts('matchOn', 1) ?? [];
  if (only === undefined || more.length > 0) reader.fail('matchOn', 'outOfRange', { min: 1, max: 1 });
  return only ?? null;
}

function readMapping(reader: ObjectReader): Record<string, string> {
  const given = reader.object('mapping');
  if (given === undefined) reader.fail('mapping', 'required');
  const mapping: Record<string, string> = {};
  for (const [heading, field] of Object.entries(given ?? {})) {
    if (typeof field !== 'string') reader.fail(`mapping.${heading}`, 'invalidType');
    else if (heading.length > LONGEST_HEADING) reader.fail('mapping', 'tooLong', { max: LONGEST_HEADING });
    else mapping[heading] = field;
  }
  return mapping;
}
