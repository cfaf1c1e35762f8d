import type { Context } from '@ruyi/engine/context';
import type { JobExecution, JobRuns, Notifications } from '@ruyi/engine/events';
import type { RecordActions } from '../write/record-actions.js';
import { inSession, type CommandParts } from '../write/record-commands.js';
import type { WriteSession } from '../write/write-session.js';
import { applyRows } from './apply-rows.js';
import type { BulkRequest, RecordFinder, Wording } from './bulk-request.js';

/** Rows a transaction: long enough to be quick, short enough to hold no lock for long. */
const BATCH = 200;

interface Position {
  /** The highest id that is done. */
  readonly after: string | null;
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
      readonly wording: Wording;
    },
  ) {}

  readonly handle = async (ctx: Context, payload: Record<string, unknown>, job: JobExecution): Promise<void> => {
    const request = payload as unknown as BulkRequest;
    while (await inSession(this.parts, ctx, (session) => this.#batch(session, request, job.id)));
  };

  /** One batch; false when the job is over. */
  async #batch(session: WriteSession, request: BulkRequest, jobId: string): Promise<boolean> {
    const { ctx, tx } = session;
    const { runs, actions, wording } = this.tools;
    const step = await runs.step(ctx, tx, jobId);
    if (!step) return false;
    const after = (step.position as Position | null)?.after ?? null;
    const ids = await this.#next(ctx, request, { after, until: jobId });
    const last = ids.at(-1);
    if (last === undefined) {
      await runs.finish(ctx, tx, jobId, { state: 'completed', result: { changeSet: jobId } });
      return false;
    }
    const module = session.module(request.module);
    const handler = actions.getOrThrow(module, request.action);
    const params = await handler.parse(session, module, request.params);
    const results = await applyRows(session, { module, handler, params, ids, changeSet: jobId }, wording);
    const failed = results.flatMap((row) => (row.error ? [{ id: row.id, error: row.error }] : []));
    await runs.progress(ctx, tx, jobId, { done: results.length, failed, position: { after: last } });
    return true;
  }

  #next(ctx: Context, request: BulkRequest, page: { after: string | null; until: string }): Promise<readonly string[]> {
    const { select } = request;
    if (!('ids' in select)) return this.tools.finder.find(ctx, request.module, select, { ...page, limit: BATCH });
    const left = [...new Set(select.ids)].sort().filter((id) => page.after === null || id > page.after);
    return Promise.resolve(left.slice(0, BATCH));
  }
}
