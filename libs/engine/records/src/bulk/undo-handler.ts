import { AppError } from '@ruyi/contract/errors';
import { sql, type Context, type Statement } from '@ruyi/engine/context';
import type { JobExecution, JobRuns } from '@ruyi/engine/events';
import type { UndoChangeSet } from '../history/undo-change-set.js';
import { inSession, type CommandParts } from '../write/record-commands.js';
import { rowError } from './row-error.js';
import type { WriteSession } from '../write/write-session.js';

const BATCH = 200;

/** Takes a large change set back as a job; the job's own changes are again a change set, of the job's id. */
export class UndoHandler {
  constructor(
    private readonly parts: CommandParts,
    private readonly undo: UndoChangeSet,
    private readonly runs: JobRuns,
  ) {}

  readonly handle = async (ctx: Context, payload: Record<string, unknown>, job: JobExecution): Promise<void> => {
    const changeSet = String(payload['changeSet']);
    while (await inSession(this.parts, ctx, (session) => this.#batch(session, changeSet, job.id)));
  };

  async #batch(session: WriteSession, changeSet: string, jobId: string): Promise<boolean> {
    const { ctx, tx } = session;
    const step = await this.runs.step(ctx, tx, jobId);
    if (!step) return false;
    const after = (step.position as { after: string } | null)?.after ?? null;
    const answer = await this.undo.batch(session, { changeSet, undo: jobId, after, limit: BATCH });
    if (answer.last === null) {
      await this.runs.finish(ctx, tx, jobId, { state: 'completed', result: { changeSet: jobId } });
      await tx.query(allUndone(ctx.tenantId, changeSet, jobId));
      return false;
    }
    const failed = answer.moved.map(({ id }) => ({ id, error: rowError(ctx, new AppError(409, 'versionConflict')) }));
    await this.runs.progress(ctx, tx, jobId, {
      done: answer.reverted + answer.moved.length,
      failed,
      position: { after: answer.last },
    });
    return true;
  }
}

/** A job of which nothing is left to take back does not offer it again. */
function allUndone(tenantId: string, jobId: string, undoId: string): Statement {
  return sql`update job_run set undoable = false where tenant_id = ${tenantId} and id = ${jobId}
    and exists (select from job_run u where u.tenant_id = ${tenantId} and u.id = ${undoId} and u.failed = 0)`;
}
