import { ObjectReader } from '@ruyi/contract/errors';
import type { ModuleModel } from '@ruyi/engine/model';
import type { DeleteRecord } from './delete-record.js';
import type { RecordActionHandler } from './record-action.js';
import type { Values } from './record-change.js';
import type { RestoreRecord } from './restore-record.js';
import type { WriteSession } from './write-session.js';

/** Delete and restore as actions on many records. */
export function binActions(remove: DeleteRecord, restore: RestoreRecord): RecordActionHandler<null>[] {
  const parse = (_session: WriteSession, _module: ModuleModel, params: Values): null => {
    new ObjectReader(params).end();
    return null;
  };
  return [
    { key: 'delete', origin: 'engine', bulk: true, parse, apply: (session, request) => remove.apply(session, request) },
    {
      key: 'restore',
      origin: 'engine',
      bulk: true,
      parse,
      apply: (session, request) => restore.apply(session, request),
    },
  ];
}
