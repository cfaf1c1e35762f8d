import type { Context } from '@ruyi/engine/context';
import type { JobExecution, JobRuns, Notifications } from '@ruyi/engine/events';
import type { RecordActions } from '../write/record-actions.js';
import { inSession, type CommandParts } from '../write/record-commands.js';
import type { WriteSession } from '../write/write-session.js';
import { applyRows } from './apply-rows.js';
import type { BulkRequest, RecordFinder } from './bulk-request.js';
import { nextIds } from './next-ids.js';

/** Rows a transaction: long enough to be quick, short enough to hold no lock for long. */
const BATCH = 200;

/** Where a run that was interrupted goes on: behind this id, or at this cursor. */
interface Position {
  readonly after?: string;
  readonly cursor?: string;
  readonly over?: boolean;
}

/**
 * Carries out a bulk action batch by batch. Progress is stored with the rows that it counts, so a run that dies goes on
 * where it was, and two runs of the same job take turns.
 */
export class BulkHandler {
  constructor(
    private readonly parts: CommandParts,
    private readonly tools: {
      readonly actions: RecordActions;
      readonly finder: RecordFinder;
      readonly runs: JobRuns;
      readonly notifications: Notifications;
    },
  ) {}

  readonly handle = async (ctx: Context, payload: Record<string, unknown>, job: JobExecution): Promise<void> => {
    const request = payload as unknown as BulkRequest;
    while (await inSession(this.parts, ctx, (session) => this.#batch(session, request, job.id)));
  };

  /** One batch; false when the job is over. */
  async #batch(session: WriteSession, request: BulkRequest, jobId: string): Promise<boolean> {
    const { ctx, tx } = session;
    const { runs, actions } = this.tools;
    const step = await runs.step(ctx, tx, jobId);
    if (!step) return false;
    const next = await this.#next(session, request, (step.position as Position | null) ?? {});
    if (next.ids.length === 0) {
      await runs.finish(ctx, tx, jobId, { state: 'completed', result: { changeSet: jobId } });
      return false;
    }
    const module = session.module(request.module);
    const handler = actions.getOrThrow(module, request.action);
    const params = await handler.parse(session, module, request.params);
    const results = await applyRows(session, { module, handler, params, ids: next.ids, changeSet: jobId });
    const failed = results.flatMap((row) => (row.error ? [{ id: row.id, error: row.error }] : []));
    await runs.progress(ctx, tx, jobId, { done: results.length, failed, position: next.position });
    return true;
  }

  async #next(
    { ctx, tx }: WriteSession,
    request: BulkRequest,
    position: Position,
  ): Promise<{ ids: readonly string[]; position: Position }> {
    const { select } = request;
    const { after, cursor } = position;
    if (position.over) return { ids: [], position };
    if ('ids' in select) {
      const ids = [...new Set(select.ids)]
        .sort()
        .filter((id) => after === undefined || id > after)
        .slice(0, BATCH);
      return { ids, position: { after: ids.at(-1) ?? '' } };
    }
    const page = await nextIds(this.tools.finder, ctx, request.module, {
      select,
      limit: BATCH,
      tx,
      ...(cursor === undefined ? {} : { cursor }),
    });
    return { ids: page.ids, position: page.cursor === null ? { over: true } : { cursor: page.cursor } };
  }
}
