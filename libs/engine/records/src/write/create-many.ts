import { mayEver } from '@ruyi/engine/access';
import { AppError } from '@ruyi/contract/errors';
import type { ModuleModel } from '@ruyi/engine/model';
import { checkReferences, foresee } from './check-references.js';
import { newImage, notYours } from './create-record.js';
import { draftRecord, placeWithOwner, type DraftRecord } from './draft-record.js';
import { lockParentsOfMany } from './lock-parents.js';
import { NewRecordsWriter } from './new-records-writer.js';
import type { Values } from './record-change.js';
import type { CommandParts } from './record-commands.js';
import type { StoredRecord } from './stored-record.js';
import type { WriteSession } from './write-session.js';

export interface ManyNewRecords {
  readonly module: ModuleModel;
  readonly bodies: readonly Values[];
  readonly changeSet: string;
  /** The bodies may name when and by whom the records were made elsewhere, and when they were last followed up. */
  readonly withOrigins?: boolean;
}

/** What became of one body: the new record, or why there is none. */
export type CreatedRow = { readonly id: string; readonly record: StoredRecord } | { readonly error: AppError };

/**
 * Makes many records of one module, each with the checks, history and effects that {@link CreateRecord} gives one. A body
 * that is refused leaves nothing and does not keep the others from being made. For a few hundred at a time.
 */
export class CreateMany {
  readonly #writer: NewRecordsWriter;

  constructor(parts: CommandParts) {
    this.#writer = new NewRecordsWriter(parts.writer);
  }

  /** As part of a larger command. 403 for who may make none. */
  async apply(session: WriteSession, request: ManyNewRecords): Promise<CreatedRow[]> {
    const { module, bodies, changeSet } = request;
    if (!mayEver(session.model, session.actor, 'create', module.key)) throw AppError.notAllowed();
    const drafts = bodies.map((body) => draftRecord(session, module, body, request.withOrigins));
    const refusals = await this.#refusals(session, module, drafts, bodies);
    const rows = drafts.filter((_draft, index) => !refusals[index]).map(({ values }) => values);
    const results = (await this.#writer.write(session, { module, rows, changeSet })).values();
    return refusals.map((refusal): CreatedRow => {
      const result = refusal ?? results.next().value;
      if (!result) throw new Error('fewer results than rows');
      return result instanceof AppError ? { error: result } : { id: result.id, record: result.after };
    });
  }

  /** Of each body why it cannot be made, as far as it can be said before anything is written. */
  async #refusals(
    session: WriteSession,
    module: ModuleModel,
    drafts: readonly DraftRecord[],
    bodies: readonly Values[],
  ): Promise<(AppError | null)[]> {
    for (const { values } of drafts) placeWithOwner(session, module, values);
    const images = drafts.map(({ values }) => newImage(session, values));
    // First of all: whoever merges or deletes what they hang on is waited for, and then it is looked at.
    await lockParentsOfMany(session, module, images);
    const find = await foresee(
      session,
      module,
      drafts.map(({ given }) => given),
    );
    const refusals: (AppError | null)[] = [];
    for (const { given, issues } of drafts) {
      const all = [...issues, ...(await checkReferences(session, module, given, null, find))];
      refusals.push(all.length > 0 ? AppError.invalid(all) : null);
    }
    const may = await session.mayOfMany('create', module, images);
    for (const index of images.keys())
      if (!refusals[index] && !may[index]) refusals[index] = notYours('ownerId' in (bodies[index] ?? {}));
    return refusals;
  }
}
