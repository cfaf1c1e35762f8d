import { AppError } from '@ruyi/contract/errors';
import type { Context, Statement } from '@ruyi/engine/context';
import { tellWebhooks } from '@ruyi/engine/events';
import type { ModuleModel } from '@ruyi/engine/model';
import { changedValues, recordEvent, registryStatements, searchStatements } from './change-statements.js';
import type { ChangeWriter } from './change-writer.js';
import { happeningOf } from './happening-of.js';
import { historyRow, insertHistories } from './history-row.js';
import type { RecordBehaviour, RecordChange, RequestedChange, Values } from './record-change.js';
import { valueIndexStatements } from './row-statements.js';
import { decodeRecord } from './stored-record.js';
import { toChange } from './to-change.js';
import { uniqueStep } from './unique-values.js';
import { updateRows } from './update-rows.js';
import type { WriteSession } from './write-session.js';

/** A change of a record that is there, and the values that are new to it. */
export interface PreparedChange {
  readonly change: RecordChange;
  readonly values: Values;
}

/**
 * Writes changes of many records of one module as {@link ChangeWriter} writes one, by sets. Only where each change stands
 * for itself: what one record takes from another (a unique value, room under a limit) is written one after the other.
 */
export class ChangesWriter {
  constructor(private readonly writer: ChangeWriter) {}

  /**
   * What becomes of one record, once behaviours have completed it, or the AppError by which one of them refuses it; null
   * where the change depends on others that are written with it.
   */
  async prepare(session: WriteSession, requested: RequestedChange): Promise<PreparedChange | AppError | null> {
    const { module, before } = requested;
    if (!before) throw new Error('changes records that are there');
    const tools = this.writer.tools(session);
    let change = toChange(session.model, before.id, requested);
    try {
      for (const behaviour of this.#behavioursOf(module)) {
        if (behaviour.dependsOnOthers?.(change)) return null;
        const more = await behaviour.beforeWrite?.(change, tools);
        if (more) change = toChange(session.model, before.id, { ...requested, values: { ...change.values, ...more } });
      }
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
    const { released, taken } = uniqueStep(module, before, change.after);
    if (released.length > 0 || taken.length > 0) return null;
    return { change, values: changedValues(before, change.values) };
  }

  /** The records are locked at the versions that were prepared. */
  async write(session: WriteSession, module: ModuleModel, prepared: readonly PreparedChange[]): Promise<void> {
    const { tx, model } = session;
    if (prepared.length === 0) return;
    const answers = await tx.pipeline(statementsOf(session, module, prepared));
    const rows = new Map(answers.flat().map((row) => [row['id'], row]));
    const tools = this.writer.tools(session);
    const written = prepared.map(({ change, values }) => {
      const row = rows.get(change.id);
      if (!row) throw new AppError(409, 'versionConflict');
      return toChange(model, change.id, { ...change, values }, decodeRecord(module, row));
    });
    for (const change of written)
      for (const behaviour of this.#behavioursOf(module)) await behaviour.afterWrite?.(change, tools);
  }

  #behavioursOf(module: ModuleModel): readonly RecordBehaviour[] {
    return this.writer.behavioursOf(module);
  }
}

function* statementsOf(
  session: WriteSession,
  module: ModuleModel,
  prepared: readonly PreparedChange[],
): Iterable<Statement> {
  const { ctx } = session;
  yield* updateRows(ctx, module, prepared);
  yield insertHistories(
    ctx,
    prepared.map(({ change, values }) => historyRow(ctx, change, values)),
  );
  for (const { change, values } of prepared) yield* besides(ctx, change, values);
  const changes = prepared.map(({ change }) => change);
  if (session.tellsOfEach) for (const change of changes) yield recordEvent(ctx, change);
  if (session.model.listened) yield tellWebhooks(ctx, session.tellingJob, changes.map(happeningOf));
}

function* besides(ctx: Context, change: RecordChange, values: Values): Iterable<Statement> {
  yield* registryStatements(ctx, change);
  yield* valueIndexStatements(ctx, change, values);
  yield* searchStatements(ctx, change);
}
