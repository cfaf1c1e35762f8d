import { AppError, ObjectReader } from '@ruyi/contract/errors';
import type { SendRequest } from '@ruyi/engine/messages';
import { MOST_IDS } from '@ruyi/engine/records';
import type { ObjectBodyValue } from '../records/object-body.js';
import { readRows } from '../records/read-rows-request.js';

/** `{channel, templateId, ids | filter | view | pool, at?}`: the recipients are always said, never implied. */
export function readSendRequest(body: ObjectBodyValue): Omit<SendRequest, 'origin'> {
  const reader = new ObjectReader(body);
  const channel = reader.oneOf('channel', ['mail', 'sms']);
  const templateId = reader.id('templateId');
  const ids = reader.ids('ids', MOST_IDS);
  const rows = readRows(reader);
  const at = reader.instant('at');
  reader.require('channel');
  reader.require('templateId');
  if (ids ? ids.length === 0 : Object.keys(rows).length === 0) reader.fail('ids', 'required');
  // Which of the two would be meant?
  if (ids && rows.filter !== undefined) reader.add([{ path: 'ids', code: 'unknownKey', key: 'invalid.together' }]);
  reader.end();
  if (channel === undefined || templateId === undefined)
    throw AppError.invalid([{ path: 'channel', code: 'required' }]);
  return {
    channel,
    templateId,
    target: { ...rows, ...(ids ? { ids } : {}) },
    ...(at === undefined ? {} : { at: new Date(at) }),
  };
}
