import { AppError } from '@ruyi/contract/errors';
import { newId, type Context } from '@ruyi/engine/context';
import type { JobRuns } from '@ruyi/engine/events';
import type { ModuleModel } from '@ruyi/engine/model';
import { countForJob } from '../read/count-for-job.js';
import type { RecordActions } from '../write/record-actions.js';
import { inSession, type CommandParts } from '../write/record-commands.js';
import type { WriteSession } from '../write/write-session.js';
import { applyRows } from './apply-rows.js';
import type { BulkAnswer, BulkRequest, RecordFinder, RowResult } from './bulk-request.js';
import { BULK_JOB, bulkLabel } from './bulk-job.js';
import { nextIds } from './next-ids.js';

/** Up to so many ids are done at once; more, and all that match, become a job. */
export const MOST_AT_ONCE = 100;
export const MOST_IDS = 10_000;

/** Rolls a dry run back and carries what it found. */
class DryRunOver extends Error {
  constructor(readonly results: readonly RowResult[]) {
    super('dry run');
  }
}

/** Does an action to many records: a few at once with a result for each, many as a job. */
export class BulkRunner {
  constructor(
    private readonly parts: CommandParts,
    private readonly tools: {
      readonly actions: RecordActions;
      readonly finder: RecordFinder;
      readonly runs: JobRuns;
    },
  ) {}

  async run(ctx: Context, request: BulkRequest): Promise<BulkAnswer> {
    const { select } = request;
    if ('ids' in select) {
      if (select.ids.length > MOST_IDS)
        throw AppError.invalid([{ path: 'ids', code: 'limitReached', params: { max: MOST_IDS } }]);
      if (select.ids.length <= MOST_AT_ONCE) return this.#atOnce(ctx, request, select.ids);
    }
    if (request.dryRun) return this.#tryFirst(ctx, request);
    const total =
      'ids' in select
        ? select.ids.length
        : await countForJob(this.tools.finder.count(ctx, request.module, select, null));
    return inSession(this.parts, ctx, async (session) => {
      const { module } = await this.#prepare(session, request);
      const jobId = await this.tools.runs.start(ctx, session.tx, {
        name: BULK_JOB,
        label: bulkLabel(module, request.action),
        module: module.key,
        payload: request,
        ...(total === null ? {} : { total }),
        undoable: true,
      });
      return { jobId };
    });
  }

  async #tryFirst(ctx: Context, request: BulkRequest): Promise<BulkAnswer> {
    const { select } = request;
    const ids =
      'ids' in select
        ? select.ids.slice(0, MOST_AT_ONCE)
        : (await nextIds(this.tools.finder, ctx, request.module, { select, limit: MOST_AT_ONCE })).ids;
    return this.#atOnce(ctx, request, ids);
  }

  async #atOnce(ctx: Context, request: BulkRequest, ids: readonly string[]): Promise<BulkAnswer> {
    const changeSet = newId();
    try {
      return await inSession(this.parts, ctx, async (session) => {
        const prepared = await this.#prepare(session, request);
        const results = await applyRows(session, { ...prepared, ids: [...new Set(ids)], changeSet });
        if (request.dryRun) throw new DryRunOver(results);
        return { results, changeSet: results.some((row) => row.ok) ? changeSet : null };
      });
    } catch (error) {
      if (error instanceof DryRunOver) return { results: error.results, changeSet: null };
      throw error;
    }
  }

  async #prepare(session: WriteSession, request: BulkRequest) {
    const module: ModuleModel = session.module(request.module);
    const handler = this.tools.actions.getOrThrow(module, request.action);
    if (!handler.bulk) throw AppError.notFound();
    try {
      return { module, handler, params: await handler.parse(session, module, request.params) };
    } catch (error) {
      throw error instanceof AppError ? underParams(error) : error;
    }
  }
}

/** What is wrong with the parameters of a bulk request stands under `params`. */
function underParams(error: AppError): AppError {
  const { status, code, key, params, meta } = error;
  const issues = error.issues.map((issue) => ({
    ...issue,
    path: issue.path === '' ? 'params' : `params.${issue.path}`,
  }));
  return new AppError(status, code, { issues, key, params, cause: error, ...(meta ? { meta } : {}) });
}
