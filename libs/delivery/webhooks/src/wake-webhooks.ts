import { newId, sql, type Context, type Transaction } from '@ruyi/engine/context';
import type { Outbox } from '@ruyi/engine/events';
import { nextDeliveryAt } from './next-delivery-at.js';

/** Hands a webhook's messages over. */
export const WEBHOOK_DELIVER_JOB = 'webhooks.deliver';

interface Woken {
  readonly id: string;
  readonly job_id: string | null;
}

/**
 * Sees to it that each webhook with messages waiting (or this one) has its one job, due when the first of them is. The
 * rows of the webhooks are kept for the transaction: a run that is about to end waits, or has ended.
 */
export async function wakeWebhooks(
  outbox: Outbox,
  ctx: Context,
  tx: Transaction,
  webhookId: string | null = null,
): Promise<void> {
  const { tenantId } = ctx;
  const webhooks = await tx.query<Woken>(
    sql`select id, job_id from webhook where tenant_id = ${tenantId} and (${webhookId}::uuid is null or id = ${webhookId})
        order by id for update`,
  );
  for (const { id, job_id: job } of webhooks) {
    const at = await nextDeliveryAt(tx, id);
    if (!at || (job !== null && (await isPromised(tx, job, at)))) continue;
    const started = await outbox.add({ ...ctx, userId: null }, tx, {
      name: WEBHOOK_DELIVER_JOB,
      payload: { webhookId: id },
      runAt: at,
    });
    await tx.query(sql`update webhook set job_id = ${started} where tenant_id = ${tenantId} and id = ${id}`);
  }
}

/** Whether the job is there still; one that waits for later is called earlier. */
async function isPromised(tx: Transaction, job: string, at: Date): Promise<boolean> {
  const [promised] = await tx.query<{ run_at: Date }>(
    sql`select run_at from outbox where tenant_id = ${tx.tenantId} and id = ${job}`,
  );
  if (promised && promised.run_at > at)
    await tx.pipeline([
      sql`update outbox set run_at = ${at}, published_at = null where tenant_id = ${tx.tenantId} and id = ${job}`,
      sql`insert into outbox_wakeup (id, tenant_id, at) values (${newId()}, ${tx.tenantId}, ${at})`,
    ]);
  return promised !== undefined;
}
