import { mayEver } from '@ruyi/engine/access';
import { AppError } from '@ruyi/contract/errors';
import { newId, type Context } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { checkReferences } from './check-references.js';
import { draftRecord, placeWithOwner } from './draft-record.js';
import { lockParents } from './lock-parents.js';
import type { RecordChange, Values } from './record-change.js';
import { inSession, type CommandParts } from './record-commands.js';
import { nextSerials } from './serial-number.js';
import { BLANK_RECORD, type StoredRecord } from './stored-record.js';
import type { WriteSession } from './write-session.js';

export interface NewRecord {
  readonly module: ModuleModel;
  readonly body: Values;
  readonly changeSet: string;
}

/** Makes a record. */
export class CreateRecord {
  constructor(private readonly parts: CommandParts) {}

  run(ctx: Context, moduleKey: string, body: Values): Promise<RecordChange> {
    return inSession(this.parts, ctx, (session) =>
      this.apply(session, { module: session.module(moduleKey), body, changeSet: newId() }),
    );
  }

  /** As part of a larger command. */
  async apply(session: WriteSession, { module, body, changeSet }: NewRecord): Promise<RecordChange> {
    const { ctx, actor, model, tx } = session;
    if (!mayEver(model, actor, 'create', module.key)) throw AppError.notAllowed();
    const { values, given, issues } = draftRecord(session, module, body);
    placeWithOwner(session, module, values);
    const image = newImage(session, values);
    // First of all: whoever merges or deletes what it hangs on is waited for, and then it is looked at.
    await lockParents(session, module, image);
    const all = [...issues, ...(await checkReferences(session, module, given, null))];
    if (all.length > 0) throw AppError.invalid(all);
    if (!(await session.may('create', module, image))) throw notYours('ownerId' in body);
    Object.assign(values, await nextSerials(ctx, tx, module));
    return this.parts.writer.write(session, { module, action: 'create', before: null, values, changeSet });
  }
}

/** A new record as the question of access sees it. */
export function newImage({ ctx }: WriteSession, values: Values): StoredRecord {
  return { ...BLANK_RECORD, createdBy: ctx.userId, ...values };
}

/** 403: the new record is not one that the caller may create; it names the owner where one was given. */
export function notYours(ownerGiven: boolean): AppError {
  return new AppError(403, 'notAllowed', ownerGiven ? { issues: [{ path: 'ownerId', code: 'notAllowed' }] } : {});
}
