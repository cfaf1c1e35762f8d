import type { ModuleModel } from '@ruyi/engine/model';
import type { StoredRecord } from './stored-record.js';
import type { WriteSession } from './write-session.js';

/** What a notice about a record says: who did it, and the record as it is called. */
export function noticeParams(session: WriteSession, module: ModuleModel, record: StoredRecord): Record<string, string> {
  return {
    actor: session.actor.user?.name ?? '',
    module: `${module.label.zh}|${module.label.en ?? module.label.zh}`,
    name: recordName(module, record),
  };
}

export function recordName(module: ModuleModel, record: StoredRecord): string {
  const name = record[module.nameField];
  return typeof name === 'string' ? name : '';
}
