import { sql, type Context, type Database } from '@ruyi/engine/context';
import type { JobExecution, JobRuns, Notifications } from '@ruyi/engine/events';
import type { SendDelivery } from './send-delivery.js';
import { reasonOfFailure } from './send-failure.js';
import type { SendPreparation, StoredSend } from './send-preparation.js';

/** The job behind a send: prepares the recipients, delivers, and goes on later where it has to wait. */
export class SendRunner {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobRuns,
    private readonly notifications: Notifications,
    private readonly preparation: SendPreparation,
    private readonly delivery: SendDelivery,
  ) {}

  async run(ctx: Context, payload: Record<string, unknown>, job: JobExecution): Promise<void> {
    const sendId = String(payload['sendId']);
    const send = await this.database.transaction(ctx.tenantId, async (tx) => {
      const alive = await this.jobs.step(ctx, tx, sendId);
      const [row] =
        await tx.query(sql`select s.id, s.module_key, s.template, s.target, s.state, s.origin, s.position, u.mail_signature
        from message_send s left join app_user u on u.tenant_id = s.tenant_id and u.id = s.created_by
        where s.tenant_id = ${ctx.tenantId} and s.id = ${sendId}`);
      if (alive && row) return toSend(row);
      await tx.query(sql`update message_send set state = 'cancelled', finished_at = now()
        where tenant_id = ${ctx.tenantId} and id = ${sendId} and state <> 'completed'`);
      await job.finish(tx);
      return null;
    });
    if (!send) return;
    const end = await this.#send(ctx, send);
    await this.database.transaction(ctx.tenantId, async (tx) => {
      if (!end.done) {
        await job.postpone(tx, end.at);
        return;
      }
      const counts = await tx.query<{
        state: string;
        reason: string | null;
        count: number;
      }>(sql`select state, reason, count(*)::int as count
        from message_recipient where tenant_id = ${ctx.tenantId} and send_id = ${sendId} group by state, reason`);
      const result = summary(counts);
      const [sendRow] = await tx.query<{ state: string }>(sql`update message_send set finished_at = now(),
          state = case when (select cancel_requested from job_run where tenant_id = ${ctx.tenantId} and id = ${sendId}) then 'cancelled' else 'completed' end
        where tenant_id = ${ctx.tenantId} and id = ${sendId} returning state`);
      await this.jobs.finish(ctx, tx, sendId, {
        state: sendRow?.state === 'cancelled' ? 'cancelled' : 'completed',
        result,
      });
      if (ctx.userId) {
        await this.notifications.add({ ...ctx, userId: null }, tx, [
          {
            kind: 'sendDone',
            userId: ctx.userId,
            params: { name: send.template.name, done: result.sent, failed: result.failed + result.skipped },
            jobId: sendId,
          },
        ]);
      }
    });
  }

  async #send(ctx: Context, send: StoredSend): ReturnType<SendDelivery['run']> {
    try {
      await this.preparation.run(ctx, send);
      return await this.delivery.run(ctx, send);
    } catch (error) {
      throw reasonOfFailure(error);
    }
  }
}

/** How many were sent, skipped and failed, and for which reasons. */
export interface SendSummary {
  readonly sendId?: string;
  readonly sent: number;
  readonly skipped: number;
  readonly failed: number;
  readonly reasons: Readonly<Record<string, number>>;
}

function summary(
  counts: readonly { readonly state: string; readonly reason: string | null; readonly count: number }[],
): SendSummary {
  const of = (state: string): number =>
    counts.filter((row) => row.state === state).reduce((total, row) => total + row.count, 0);
  const reasons: Record<string, number> = {};
  for (const row of counts) {
    if (row.state !== 'sent' && row.reason !== null) reasons[row.reason] = (reasons[row.reason] ?? 0) + row.count;
  }
  return { sent: of('sent'), skipped: of('skipped'), failed: of('failed'), reasons };
}

function toSend(row: Record<string, unknown>): StoredSend {
  return {
    id: String(row['id']),
    module: String(row['module_key']),
    template: row['template'] as StoredSend['template'],
    target: row['target'] as StoredSend['target'],
    state: String(row['state']),
    origin: row['origin'] as string | null,
    signature: row['mail_signature'] as string | null,
    position: row['position'] as StoredSend['position'],
  };
}
