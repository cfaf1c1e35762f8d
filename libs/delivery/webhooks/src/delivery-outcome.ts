import { sql, type Context, type Transaction } from '@ruyi/engine/context';
import type { Notifications } from '@ruyi/engine/events';
import { administratorsOf, type AccessStore } from '@ruyi/engine/access';
import { auditWebhook } from './audit-webhook.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import { raiseModelVersion } from './raise-model-version.js';
import type { DeliveryAttempt } from './webhook-delivery.js';
import { failWaiting } from './webhook-editor.js';
import type { WebhookPace } from './webhook-pace.js';
import { TEST_EVENT } from './webhook.js';

/** The receiver says that it is no more (as the Standard Webhooks specification has it). */
const GONE = 410;
const ATTEMPTS_KEPT = 10;

/** Writes down how an attempt went, and what follows: when it is tried again, whether the webhook is switched off. */
export class DeliveryOutcome {
  constructor(
    private readonly pace: WebhookPace,
    private readonly access: AccessStore,
    private readonly notifications: Notifications,
  ) {}

  /** Answers whether the message arrived. */
  async keep(tx: Transaction, delivery: ClaimedDelivery, attempt: DeliveryAttempt): Promise<boolean> {
    const { ctx, webhookId, id, tries, subject } = delivery;
    const arrived = attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
    const test = subject.event === TEST_EVENT;
    const wait = arrived || test || attempt.status === GONE ? undefined : this.pace.waits[tries - 1];
    // Up to a tenth more, so that not everything that failed together comes back together.
    const nextAt = wait === undefined ? null : new Date(Date.now() + wait * (1 + Math.random() / 10));
    const state = arrived ? 'delivered' : nextAt ? 'waiting' : 'failed';
    const [webhook] = await tx.query<{ name: string; enabled: boolean; failing_since: Date | null }>(
      sql`select name, enabled, failing_since from webhook where tenant_id = ${ctx.tenantId} and id = ${webhookId} for update`,
    );
    if (!webhook) return arrived;
    await tx.query(sql`update webhook_delivery set state = ${state}, next_at = ${nextAt},
        finished_at = case when ${nextAt === null} then now() end,
        attempts = jsonb_path_query_array(attempts || ${JSON.stringify([attempt])}::jsonb, ${`$[last - ${ATTEMPTS_KEPT - 1} to last]`}::jsonpath)
      where tenant_id = ${ctx.tenantId} and webhook_id = ${webhookId} and id = ${id}`);
    // A test that arrives shows that the receiver is there; one that does not is no reason to leave it alone.
    if (!webhook.enabled || (test && !arrived)) return arrived;
    const reason = arrived ? null : this.#offReason(attempt, webhook.failing_since);
    if (reason) await this.#switchOff(tx, ctx, { id: webhookId, name: webhook.name }, reason);
    else await this.#keepPulse(tx, webhookId, { arrived, pause: webhook.failing_since === null ? null : nextAt });
    return arrived;
  }

  #offReason({ status }: DeliveryAttempt, failingSince: Date | null): 'gone' | 'failing' | null {
    if (status === GONE) return 'gone';
    const tooLong = failingSince !== null && Date.now() - failingSince.getTime() > this.pace.giveUpAfter;
    return tooLong ? 'failing' : null;
  }

  /** After a second failure in a row the receiver is left alone until the next attempt: others would fail as well. */
  async #keepPulse(
    tx: Transaction,
    webhookId: string,
    { arrived, pause }: { readonly arrived: boolean; readonly pause: Date | null },
  ): Promise<void> {
    await tx.query(
      arrived
        ? sql`update webhook set failing_since = null, paused_until = null
              where tenant_id = ${tx.tenantId} and id = ${webhookId} and (failing_since is not null or paused_until is not null)`
        : sql`update webhook set failing_since = coalesce(failing_since, now()), paused_until = ${pause}
              where tenant_id = ${tx.tenantId} and id = ${webhookId}`,
    );
  }

  async #switchOff(
    tx: Transaction,
    ctx: Context,
    webhook: { readonly id: string; readonly name: string },
    reason: 'gone' | 'failing',
  ): Promise<void> {
    const { id, name } = webhook;
    await raiseModelVersion(tx);
    await tx.query(sql`update webhook set enabled = false, off_reason = ${reason}, version = version + 1, updated_at = now()
      where tenant_id = ${ctx.tenantId} and id = ${id}`);
    await failWaiting(tx, id);
    await auditWebhook({ ...ctx, userId: null }, tx, { action: 'webhook.off', id, name, after: { reason } });
    const told = administratorsOf(await this.access.get(ctx), ['webhooks']);
    await this.notifications.add(
      { ...ctx, userId: null },
      tx,
      told.map((userId) => ({ kind: 'webhookOff', userId, params: { name, reason } })),
    );
  }
}
