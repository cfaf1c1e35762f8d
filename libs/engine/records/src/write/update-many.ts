import { AppError } from '@ruyi/contract/errors';
import { foresee, type FindTargets } from './check-references.js';
import { ChangesWriter, type PreparedChange } from './changes-writer.js';
import { lockParentsOfChanged } from './lock-parents.js';
import { planUpdate } from './plan-update.js';
import type { ActionRequest, ManyRecords } from './record-action.js';
import type { Values } from './record-change.js';
import type { CommandParts } from './record-commands.js';
import type { StoredRecord } from './stored-record.js';
import type { WriteSession } from './write-session.js';

/** Gives many records of one module the same values, each with the checks, history and effects that one has. */
export class UpdateMany {
  readonly #writer: ChangesWriter;

  constructor(parts: CommandParts) {
    this.#writer = new ChangesWriter(parts.writer);
  }

  /** Why records were refused, by their ids; null where they have to be changed one after the other. */
  async apply(
    session: WriteSession,
    { module, ids, params, changeSet }: ManyRecords<Values>,
  ): Promise<ReadonlyMap<string, AppError> | null> {
    await lockParentsOfChanged(session, module, ids, params);
    const records = new Map((await session.lock(module, ids)).map((record) => [record.id, record]));
    const find = await foresee(session, module, [params]);
    const refused = new Map<string, AppError>();
    const prepared: PreparedChange[] = [];
    for (const id of ids) {
      const change = await this.#plan(session, { module, id, params, changeSet }, records.get(id), find);
      if (change === 'together with others') return null;
      if (change instanceof AppError) refused.set(id, change);
      else if (change) prepared.push(change);
    }
    await this.#writer.write(session, module, prepared);
    return refused;
  }

  /** Null where the record has the values already. */
  async #plan(
    session: WriteSession,
    request: ActionRequest<Values>,
    found: StoredRecord | undefined,
    find: FindTargets,
  ): Promise<PreparedChange | AppError | null | 'together with others'> {
    try {
      const record = await session.mustMay('edit', request.module, found?.deletedAt === null ? found : undefined);
      const change = await planUpdate(session, request, record, find);
      return change && ((await this.#writer.prepare(session, change)) ?? 'together with others');
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  }
}
