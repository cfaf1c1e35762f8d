import { AppError } from '@ruyi/contract/errors';
import { newId, type Context, type Statement } from '@ruyi/engine/context';
import { tellWebhooks } from '@ruyi/engine/events';
import type { ModuleModel } from '@ruyi/engine/model';
import type { ChangeWriter } from './change-writer.js';
import { happeningOf } from './happening-of.js';
import { insertMany, takeUniqueOfMany, type TakenText } from './insert-many.js';
import type { ComputeColumns } from './insert-rows.js';
import type { RecordBehaviour, RecordChange, Values } from './record-change.js';
import { serialsForMany } from './serial-number.js';
import { toChange } from './to-change.js';
import { holdersOf, uniqueKey, uniqueStep, type HeldValue } from './unique-values.js';
import type { WriteSession } from './write-session.js';

const SAVEPOINT: Statement = { text: 'savepoint new_records', values: [] };
const RELEASE: Statement = { text: 'release savepoint new_records', values: [] };
const ROLLBACK: Statement = { text: 'rollback to savepoint new_records', values: [] };

/** How often others may snatch a value between the look and the write before it is given up. */
const MOST_TURNS = 5;

/** New records of one module, checked and with their owners; each value is one record. */
export interface NewRecords {
  readonly module: ModuleModel;
  readonly rows: readonly Values[];
  readonly changeSet: string;
}

/** What became of a row: its change, or why it was refused. */
export type NewRecordResult = RecordChange | AppError;

/** Of two rows that want the same unique value the first gets it. */
interface Decision {
  readonly accepted: RecordChange[];
  readonly refused: Map<RecordChange, AppError>;
  readonly lost: Map<RecordChange, readonly HeldValue[]>;
  readonly taken: TakenText[];
}

/** What is written of a batch. */
interface Written {
  readonly changes: readonly RecordChange[];
  readonly taken: readonly TakenText[];
  readonly compute: readonly ComputeColumns[];
  /** Null where nobody outside listens. */
  readonly tellingJob: string | null;
}

/**
 * Writes many new records as {@link ChangeWriter} writes one, by sets: in as many statements for five hundred as for one.
 * A row that cannot be is refused alone, as it would be if the rows were written one after the other.
 */
export class NewRecordsWriter {
  constructor(private readonly writer: ChangeWriter) {}

  async write(session: WriteSession, request: NewRecords): Promise<NewRecordResult[]> {
    const behaviours = this.writer.behavioursOf(request.module);
    const results = await this.#prepare(session, request, behaviours);
    const changes = results.filter((result): result is RecordChange => !(result instanceof AppError));
    if (changes.length === 0) return results;
    const outcome = await this.#inTurns(session, request, changes, behaviours);
    return results.map((result) =>
      result instanceof AppError ? result : (outcome.refused.get(result) ?? outcome.written.get(result.id) ?? result),
    );
  }

  /** The changes as behaviours complete them one by one. */
  async #prepare(
    session: WriteSession,
    { module, rows, changeSet }: NewRecords,
    behaviours: readonly RecordBehaviour[],
  ): Promise<NewRecordResult[]> {
    const tools = this.writer.tools(session);
    const made = { createdAt: new Date().toISOString(), createdBy: session.ctx.userId };
    const results: NewRecordResult[] = [];
    for (const row of rows) {
      const asked = { module, action: 'create', before: null, changeSet };
      let change = toChange(session.model, newId(), { ...asked, values: { ...made, ...row } });
      try {
        for (const behaviour of behaviours) {
          const more = behaviour.judgeMany ? undefined : await behaviour.beforeWrite?.(change, tools);
          if (more) change = toChange(session.model, change.id, { ...asked, values: { ...change.values, ...more } });
        }
        results.push(change);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        results.push(error);
      }
    }
    return results;
  }

  async #inTurns(
    session: WriteSession,
    request: NewRecords,
    changes: readonly RecordChange[],
    behaviours: readonly RecordBehaviour[],
  ): Promise<{ readonly refused: Map<RecordChange, AppError>; readonly written: Map<string, RecordChange> }> {
    const { tx } = session;
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const decision = await this.#decide(session, request, changes, behaviours);
      await tx.query(SAVEPOINT);
      const written = await this.#store(session, request.module, decision);
      if (!written) {
        await tx.query(ROLLBACK);
        continue;
      }
      await tx.query(RELEASE);
      for (const text of decision.taken) session.tried?.take([text], text.record);
      const tools = this.writer.tools(session);
      for (const behaviour of behaviours) for (const change of written) await behaviour.afterWrite?.(change, tools);
      // Who has a value may be one of these rows: they are there only now.
      for (const [change, lost] of decision.lost)
        decision.refused.set(change, await this.writer.takenBy(session, request.module, lost));
      return { refused: decision.refused, written: new Map(written.map((change) => [change.id, change])) };
    }
    throw new AppError(409, 'conflict');
  }

  async #decide(
    session: WriteSession,
    { module }: NewRecords,
    changes: readonly RecordChange[],
    behaviours: readonly RecordBehaviour[],
  ): Promise<Decision> {
    const tools = this.writer.tools(session);
    const judges: ((change: RecordChange) => void)[] = [];
    for (const behaviour of behaviours) {
      const judge = await behaviour.judgeMany?.(changes, tools);
      if (judge) judges.push(judge);
    }
    const wanted = new Map(changes.map((change) => [change, uniqueStep(module, null, change.after).taken]));
    const holders = await holdersOf(session.ctx, session.tx, module, [...wanted.values()].flat());
    const decision: Decision = { accepted: [], refused: new Map(), lost: new Map(), taken: [] };
    for (const [change, texts] of wanted) {
      const lost = texts.flatMap((text): HeldValue[] => {
        const key = uniqueKey(text);
        const holder = holders.get(key) ?? null;
        return holder !== null || session.tried?.isTaken(text, change.id) ? [{ field: text.field, holder }] : [];
      });
      if (lost.length > 0) {
        decision.lost.set(change, lost);
        continue;
      }
      const refusal = refusalOf(judges, change);
      if (refusal) {
        decision.refused.set(change, refusal);
        continue;
      }
      decision.accepted.push(change);
      for (const text of texts) {
        holders.set(uniqueKey(text), change.id);
        decision.taken.push({ ...text, record: change.id });
      }
    }
    return decision;
  }

  /** The records as written; null when somebody else has taken one of the values since they were looked at. */
  async #store(session: WriteSession, module: ModuleModel, decision: Decision): Promise<RecordChange[] | null> {
    const { ctx, tx } = session;
    if (decision.accepted.length === 0) return [];
    const compute = await this.writer.computedOf(session, module);
    const serials = await serialsForMany(ctx, tx, module, decision.accepted.length);
    const changes = decision.accepted.map((change, index) =>
      toChange(session.model, change.id, { ...change, values: { ...change.values, ...serials[index] } }),
    );
    const { taken } = decision;
    const tellingJob = session.model.listened ? session.tellingJob : null;
    const answers = await tx.pipeline(statementsOf(ctx, module, { changes, taken, compute, tellingJob }));
    if (taken.length > 0 && answers.at(-1)?.length !== taken.length) return null;
    return changes.map((change) =>
      toChange(session.model, change.id, change, {
        ...change.after,
        version: 1,
        updatedAt: String(change.values['updatedAt'] ?? change.after.createdAt),
        updatedBy: (change.values['updatedBy'] as string | undefined) ?? change.after.createdBy,
      }),
    );
  }
}

function* statementsOf(ctx: Context, module: ModuleModel, written: Written): Iterable<Statement> {
  const { changes, taken, compute, tellingJob } = written;
  yield* insertMany(ctx, module, changes, compute);
  if (tellingJob !== null) yield tellWebhooks(ctx, tellingJob, changes.map(happeningOf));
  // The last one: its answer is looked at.
  if (taken.length > 0) yield takeUniqueOfMany(ctx, module, taken);
}

function refusalOf(judges: readonly ((change: RecordChange) => void)[], change: RecordChange): AppError | null {
  try {
    for (const judge of judges) judge(change);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
