import { AppError } from '@ruyi/contract/errors';
import type { ModuleModel } from '@ruyi/engine/model';
import { readInput } from './read-input.js';
import { fieldRights } from '@ruyi/engine/access';
import type { ActionRequest, ManyRecords, RecordActionHandler } from './record-action.js';
import type { Values } from './record-change.js';
import type { StoredRecord } from './stored-record.js';
import type { UpdateMany } from './update-many.js';
import type { UpdateRecord } from './update-record.js';
import type { WriteSession } from './write-session.js';

/** Bulk edit: the same fields on many records; values are parsed for each, since what is valid may depend on what it holds. */
export class EditAction implements RecordActionHandler<Values> {
  readonly key = 'edit';
  readonly origin = 'engine';
  readonly bulk = true;

  constructor(
    private readonly update: UpdateRecord,
    private readonly many: UpdateMany,
  ) {}

  parse(session: WriteSession, module: ModuleModel, params: Values): Values {
    if (Object.keys(params).length === 0) throw AppError.invalid([{ path: '', code: 'required' }]);
    const { issues } = readInput(session, module, params, {
      rights: fieldRights(module, session.actor, 'edit'),
      before: null,
    });
    if (issues.length > 0) throw AppError.invalid(issues);
    return params;
  }

  apply(session: WriteSession, request: ActionRequest<Values>): Promise<StoredRecord> {
    return this.update.apply(session, request);
  }

  applyMany(session: WriteSession, request: ManyRecords<Values>): Promise<ReadonlyMap<string, AppError> | null> {
    return this.many.apply(session, request);
  }
}
