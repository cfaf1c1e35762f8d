import type { TenantModel } from '@ruyi/engine/model';
import type { RecordChange, RequestedChange } from './record-change.js';
import { sameValue } from './same-value.js';
import { BLANK_RECORD, type StoredRecord } from './stored-record.js';

/** The change as behaviours see it; `stored` is the row once it is written. */
export function toChange(
  model: TenantModel,
  id: string,
  requested: RequestedChange,
  stored?: StoredRecord,
): RecordChange {
  const { before, values } = requested;
  const after: StoredRecord = stored ?? { ...BLANK_RECORD, ...before, ...values, id };
  return {
    ...requested,
    id,
    model,
    after,
    touches: (...fields) => fields.some((field) => !sameValue(before?.[field], after[field])),
  };
}
