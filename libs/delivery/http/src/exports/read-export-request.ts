import { AppError, ObjectReader } from '@ruyi/contract/errors';
import { MOST_IDS } from '@ruyi/engine/records';
import type { ExportRequest } from '@ruyi/delivery/import-export';
import type { ObjectBodyValue } from '../records/object-body.js';
import { readRows, readSort } from '../records/read-rows-request.js';

const MOST_FIELDS = 600;

/** `{filter | ids | view, fields, format, sort?}`; without any of them, every record that the caller may export. */
export function readExportRequest(module: string, body: ObjectBodyValue): ExportRequest {
  const reader = new ObjectReader(body);
  const ids = reader.ids('ids', MOST_IDS);
  const rows = readRows(reader);
  const sort = readSort(reader);
  const fields = reader.texts('fields', MOST_FIELDS);
  const format = reader.oneOf('format', ['xlsx', 'csv']);
  reader.require('fields');
  reader.require('format');
  if (ids?.length === 0) reader.fail('ids', 'required');
  // Which of the two would be meant?
  if (ids && rows.filter !== undefined) reader.add([{ path: 'ids', code: 'unknownKey', key: 'invalid.together' }]);
  reader.end();
  if (fields === undefined || format === undefined) throw AppError.invalid([{ path: 'fields', code: 'required' }]);
  return { module, format, fields, ...rows, ...(ids ? { ids } : {}), ...(sort ? { sort } : {}) };
}
