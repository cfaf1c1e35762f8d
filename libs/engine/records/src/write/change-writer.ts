import { AppError } from '@ruyi/contract/errors';
import { newId, type Row, type Statement } from '@ruyi/engine/context';
import { tellWebhooks, type Notifications } from '@ruyi/engine/events';
import type { ModuleModel } from '@ruyi/engine/model';
import { changedValues, recordEvent, registryStatements, searchStatements } from './change-statements.js';
import { insertRow, type ComputeColumns } from './insert-rows.js';
import type { RecordBehaviours } from './record-behaviours.js';
import type { BehaviourTools, RecordBehaviour, RecordChange, RequestedChange } from './record-change.js';
import { updateRow, valueIndexStatements } from './row-statements.js';
import { decodeRecord } from './stored-record.js';
import { happeningOf } from './happening-of.js';
import { historyRow, insertHistory } from './history-row.js';
import { toChange } from './to-change.js';
import type { WriteSession } from './write-session.js';
import type { DuplicateMatch } from '../duplicates/duplicate-match.js';
import { lostValues, releaseUnique, takeUnique, uniqueStep, type HeldValue, type UniqueText } from './unique-values.js';

/** Says of a value's holder what the caller may know; null where it is not there, or not yet. */
export type DescribeHolder = (
  session: WriteSession,
  holder: { readonly module: ModuleModel; readonly field: string; readonly id: string },
) => Promise<DuplicateMatch | null>;

/** Of a holder that the database does not hold: another row of a dry run. */
const NOBODY = { id: null, name: null, ownerName: null, pooled: false, deleted: false };

/**
 * Carries out one change of one record: behaviours, row, unique values, history, search row, event. It checks neither
 * access nor values: commands do that before, and go through here alone.
 */
export class ChangeWriter {
  constructor(
    private readonly behaviours: RecordBehaviours,
    private readonly notifications: Notifications,
    private readonly describeHolder: DescribeHolder,
  ) {}

  async write(session: WriteSession, asked: RequestedChange): Promise<RecordChange> {
    const { model } = session;
    const id = asked.before?.id ?? asked.id ?? newId();
    const made = { createdAt: new Date().toISOString(), createdBy: session.ctx.userId };
    const requested = asked.before ? asked : { ...asked, values: { ...made, ...asked.values } };
    const tools = this.tools(session);
    const behaviours = this.behavioursOf(requested.module).filter(
      (each) => !requested.quiet || each.evenQuiet === true,
    );
    let change = toChange(model, id, requested);
    for (const behaviour of behaviours) {
      const more = await behaviour.beforeWrite?.(change, tools);
      if (more) change = toChange(model, id, { ...requested, values: { ...change.values, ...more } });
    }
    const compute = change.before ? [] : await this.computedOf(session, change.module);
    const written = await this.#store(session, change, compute);
    for (const behaviour of behaviours) await behaviour.afterWrite?.(written, tools);
    return written;
  }

  async #store(session: WriteSession, change: RecordChange, compute: readonly ComputeColumns[]): Promise<RecordChange> {
    const { ctx, tx } = session;
    const { module, before, after, id } = change;
    const values = before ? changedValues(before, change.values) : change.values;
    const { released, taken } = uniqueStep(module, before, after);
    const statements: Statement[] = [...registryStatements(ctx, change)];
    const rowAt = statements.push(before ? updateRow(ctx, change, values) : insertRow(ctx, change, compute)) - 1;
    if (released.length > 0) statements.push(releaseUnique(ctx, id, released));
    const takenAt = taken.length > 0 ? statements.push(takeUnique(ctx, module, id, taken)) - 1 : -1;
    statements.push(...valueIndexStatements(ctx, change, values));
    if (!change.quiet) statements.push(insertHistory(ctx, historyRow(ctx, change, values)));
    if (!change.quiet && session.tellsOfEach) statements.push(recordEvent(ctx, change));
    if (!change.quiet && change.model.listened)
      statements.push(tellWebhooks(ctx, session.tellingJob, [happeningOf(change)]));
    statements.push(...searchStatements(ctx, change));
    const answers = await tx.pipeline(statements);
    const row = answers[rowAt]?.[0];
    if (!row) throw new AppError(409, 'versionConflict');
    await this.#refuseTaken(session, module, { id, wanted: taken, got: answers[takenAt] ?? [] });
    session.tried?.take(taken, id);
    return toChange(change.model, id, { ...change, values }, decodeRecord(module, row));
  }

  async #refuseTaken(
    session: WriteSession,
    module: ModuleModel,
    step: { readonly id: string; readonly wanted: readonly UniqueText[]; readonly got: readonly Row[] },
  ): Promise<void> {
    const tried = step.wanted.filter((text) => session.tried?.isTaken(text, step.id));
    const lost = [
      ...(await lostValues(session.ctx, session.tx, module, step)),
      ...tried.map(({ field }): HeldValue => ({ field, holder: null })),
    ];
    if (lost.length > 0) throw await this.takenBy(session, module, lost);
  }

  /** 409 naming each field whose value somebody else has, and the other record as far as the caller may know it. */
  async takenBy(session: WriteSession, module: ModuleModel, lost: readonly HeldValue[]): Promise<AppError> {
    const duplicates: DuplicateMatch[] = [];
    for (const { field, holder } of lost) {
      const known = holder === null ? null : await this.describeHolder(session, { module, field, id: holder });
      duplicates.push(known ?? { field, ...NOBODY });
    }
    return new AppError(409, 'notUnique', {
      issues: lost.map(({ field }) => ({ path: field, code: 'notUnique' })),
      meta: { module: module.key, duplicates },
    });
  }

  /** What the module's changes bring with them. */
  behavioursOf(module: ModuleModel): readonly RecordBehaviour[] {
    return this.behaviours.of(module.key);
  }

  /** What the database computes of new records of the module. */
  async computedOf(session: WriteSession, module: ModuleModel): Promise<ComputeColumns[]> {
    const tools = this.tools(session);
    const computing = this.behavioursOf(module).map((behaviour) => behaviour.computeColumns?.(module, tools));
    return (await Promise.all(computing)).filter((compute) => compute !== undefined);
  }

  /** What behaviours may do beside the change at hand. */
  tools(session: WriteSession): BehaviourTools {
    return {
      session,
      notify: (notices) => this.notifications.add(session.ctx, session.tx, notices),
      patch: async ({ module: key, id, ...rest }) => {
        const module = session.model.modules.get(key);
        const [before] = module ? await session.lock(module, [id]) : [];
        if (module && before) await this.write(session, { module, before, ...rest });
      },
    };
  }
}
