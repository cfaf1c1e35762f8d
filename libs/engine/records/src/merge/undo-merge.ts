import { AppError } from '@ruyi/contract/errors';
import { sql } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import type { UndoAnswer } from '../history/undo-change-set.js';
import type { ChangeWriter } from '../write/change-writer.js';
import { lockParentsOfMany } from '../write/lock-parents.js';
import { recordName } from '../write/notice-params.js';
import type { Values } from '../write/record-change.js';
import { sameValue } from '../write/same-value.js';
import type { StoredRecord } from '../write/stored-record.js';
import type { WriteSession } from '../write/write-session.js';
import type { MergeSides } from './merge-sides.js';
import { partSides } from './part-sides.js';

const UNDO_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

interface MergeRow {
  readonly module_key: string;
  readonly into_id: string;
  readonly by_user: string | null;
  readonly at: Date;
  readonly records: number;
  readonly sides: MergeSides;
  readonly unaudited: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
  readonly undone_at: Date | null;
}

interface Step {
  readonly record_id: string;
  readonly module_key: string;
  readonly version: number;
  readonly before: Values;
  readonly after: Values;
  readonly merged: boolean;
}

/**
 * Takes a merge back as a whole or not at all: 409 where one of the merged records has been changed since. What moved with
 * them goes back where it still refers to the record that stayed; what refers elsewhere by now is named and left.
 */
export class UndoMerge {
  constructor(private readonly writer: ChangeWriter) {}

  /** Null when the change set is no merge. */
  async apply(session: WriteSession, changeSet: string, undo: string): Promise<UndoAnswer | null> {
    const merge = await findMerge(session, changeSet);
    if (!merge) return null;
    const module = session.model.modules.get(merge.module_key);
    if (!module?.enabled) throw AppError.notFound();
    const steps = await readSteps(session, changeSet);
    const own = steps.filter((step) => step.merged);
    const records = await this.#lockMerged(session, module, merge, own);
    if (Date.now() - merge.at.getTime() > UNDO_DAYS * DAY)
      throw new AppError(410, 'expired', { key: 'expired.undo', params: { days: UNDO_DAYS } });
    if (own.length < merge.records) throw new AppError(409, 'conflict', { key: 'conflict.mergeMovedOn' });
    await refuseChanged(session, module, own, records);
    await this.#restore(session, module, merge, { own, records, undo });
    const { reverted, moved } = await this.#moveBack(session, steps, undo);
    await partSides(session, merge.into_id, merge.sides);
    await session.tx.pipeline([
      sql`delete from merged_record where tenant_id = ${session.ctx.tenantId} and merge_id = ${changeSet}`,
      sql`update record_merge set undone_at = now(), undo_set = ${undo} where tenant_id = ${session.ctx.tenantId} and id = ${changeSet}`,
    ]);
    return { reverted: reverted + own.length, moved };
  }

  async #lockMerged(
    session: WriteSession,
    module: ModuleModel,
    merge: MergeRow,
    own: readonly Step[],
  ): Promise<Map<string, StoredRecord>> {
    const ids = own.map((step) => step.record_id);
    if (typeof module.access === 'object' && 'inherit' in module.access)
      await lockParentsOfMany(session, module, await session.read(module, ids));
    const records = await session.lock(module, ids);
    const { userId } = session.ctx;
    if (userId !== null && merge.by_user !== userId) {
      // What somebody else did is taken back by those who could have done it.
      for (const record of records) {
        await session.mustMay('edit', module, record);
        if (record.id !== merge.into_id) await session.mustMay('delete', module, record);
      }
    }
    return new Map(records.map((record) => [record.id, record]));
  }

  /** First the record that stayed: it gives up the unique values that the others had. */
  async #restore(
    session: WriteSession,
    module: ModuleModel,
    merge: MergeRow,
    { own, records, undo }: { own: readonly Step[]; records: ReadonlyMap<string, StoredRecord>; undo: string },
  ): Promise<void> {
    for (const step of [...own].sort((a, b) => rank(a, merge) - rank(b, merge))) {
      const before = records.get(step.record_id);
      if (!before) continue;
      const unaudited = Object.entries(merge.unaudited);
      const values =
        step.record_id === merge.into_id
          ? {
              ...valuesBack(module, before, step),
              ...valuesBack(module, before, {
                before: Object.fromEntries(unaudited.map(([key, value]) => [key, value.before])),
                after: Object.fromEntries(unaudited.map(([key, value]) => [key, value.after])),
              }),
            }
          : { deletedAt: null, deletedBy: null };
      await this.writer.write(session, { module, action: 'undo', before, values, changeSet: undo });
    }
  }

  async #moveBack(session: WriteSession, steps: readonly Step[], undo: string): Promise<UndoAnswer> {
    const moved: { module: string; id: string }[] = [];
    let reverted = 0;
    session.tellsOfEach = false;
    for (const step of [...steps].reverse().filter(({ merged }) => !merged)) {
      const module = session.model.modules.get(step.module_key);
      const [before] = module ? await session.lock(module, [step.record_id]) : [];
      if (!module || !before) continue;
      const values = valuesBack(module, before, step);
      if (Object.keys(values).length < Object.keys(step.after).length)
        moved.push({ module: module.key, id: step.record_id });
      if (Object.keys(values).length === 0) continue;
      await this.writer.write(session, { module, action: 'undo', before, values, changeSet: undo });
      reverted += 1;
    }
    session.tellsOfEach = true;
    return { reverted, moved };
  }
}

/** The merge of the change set, kept for the rest of the transaction; 409 when it, or what the set itself undid, is over. */
async function findMerge({ ctx, tx }: WriteSession, changeSet: string): Promise<MergeRow | null> {
  const [merge] = await tx.query<MergeRow & { readonly id: string }>(
    sql`select id, module_key, into_id, by_user, at, records, sides, unaudited, undone_at from record_merge
        where tenant_id = ${ctx.tenantId} and (id = ${changeSet} or undo_set = ${changeSet}) for update`,
  );
  if (!merge) {
    // The record that stayed was purged, and the note of the merge with it.
    const [left] = await tx.query(
      sql`select 1 from history where tenant_id = ${ctx.tenantId} and change_set = ${changeSet} and action = 'merge' limit 1`,
    );
    if (left) throw new AppError(409, 'conflict', { key: 'conflict.mergeMovedOn' });
    return null;
  }
  if (merge.undone_at !== null) throw new AppError(409, 'conflict', { key: 'conflict.mergeUndone' });
  return merge;
}

/** What the merge did to each record, in the order in which it was done. */
function readSteps({ ctx, tx }: WriteSession, changeSet: string): Promise<Step[]> {
  return tx.query<Step>(
    sql`select h.record_id, h.module_key, h.version, h.before, h.after,
          (m.into_id = h.record_id or h.note ? 'into') as merged
        from history h join record_merge m on m.tenant_id = h.tenant_id and m.id = h.change_set
        where h.tenant_id = ${ctx.tenantId} and h.change_set = ${changeSet} order by h.at, h.id`,
  );
}

async function refuseChanged(
  session: WriteSession,
  module: ModuleModel,
  own: readonly Step[],
  records: ReadonlyMap<string, StoredRecord>,
): Promise<void> {
  const changed = own.filter((step) => records.get(step.record_id)?.version !== step.version);
  if (changed.length === 0) return;
  const names: string[] = [];
  for (const { record_id: id } of changed) {
    const record = records.get(id);
    if (record && (await session.may('read', module, record))) names.push(recordName(module, record));
  }
  throw new AppError(409, 'conflict', {
    key: 'conflict.mergeMovedOn',
    params: { names: names.join('、') },
    meta: { moved: changed.map(({ record_id: id }) => ({ module: module.key, id })) },
  });
}

/** The values before the step, of those fields that still have what it gave them. */
function valuesBack(
  module: ModuleModel,
  record: StoredRecord,
  { before, after }: Pick<Step, 'before' | 'after'>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(before).filter(([key]) => module.fields.has(key) && sameValue(record[key], after[key])),
  );
}

const rank = (step: Step, merge: MergeRow): number => (step.record_id === merge.into_id ? 0 : 1);
