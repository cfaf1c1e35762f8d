import { AppError } from '@ruyi/contract/errors';
import type { Label } from '@ruyi/contract/metadata';
import { sql, type Context } from '@ruyi/engine/context';
import type { JobRuns } from '@ruyi/engine/events';
import type { UndoChangeSet } from '../history/undo-change-set.js';
import { inSession, type CommandParts } from '../write/record-commands.js';
import { UNDO_JOB, undoLabel } from './bulk-job.js';

/** Starts the job that takes another job's changes back. */
export class UndoJob {
  constructor(
    private readonly parts: CommandParts,
    private readonly undo: UndoChangeSet,
    private readonly runs: JobRuns,
  ) {}

  async run(ctx: Context, jobId: string): Promise<{ jobId: string }> {
    const job = await this.runs.getOrThrow(ctx, jobId);
    if (job.state === 'waiting' || job.state === 'active') throw new AppError(409, 'conflict');
    const total = await this.undo.size(ctx, jobId);
    return inSession(this.parts, ctx, async (session) => {
      const [row] = await session.tx.query<{ label: Label }>(
        sql`select label from job_run where tenant_id = ${ctx.tenantId} and id = ${jobId} for update`,
      );
      // Two at once would only stand in each other's way, and there is nothing left to take back after one that took back all.
      const [other] = await session.tx.query<{ state: string }>(
        sql`select state from job_run where tenant_id = ${ctx.tenantId} and kind = ${UNDO_JOB}
              and payload->>'changeSet' = ${jobId}
              and (state in ('waiting', 'active') or state = 'completed' and failed = 0) order by state limit 1`,
      );
      if (other)
        throw new AppError(409, 'conflict', { key: `conflict.${other.state === 'completed' ? 'undone' : 'undoRuns'}` });
      if (!job.undoable) throw new AppError(409, 'conflict');
      const label = undoLabel(row?.label ?? { zh: job.label });
      const started = await this.runs.start(ctx, session.tx, {
        name: UNDO_JOB,
        label,
        payload: { changeSet: jobId },
        total,
        undoable: true,
        ...(job.module === null ? {} : { module: job.module }),
      });
      return { jobId: started };
    });
  }
}
