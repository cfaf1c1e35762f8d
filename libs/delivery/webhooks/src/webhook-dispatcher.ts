import { messageOf } from '@ruyi/contract/errors';
import { sql, type Context } from '@ruyi/engine/context';
import type { JobExecution } from '@ruyi/engine/events';
import { claimDelivery, type ClaimedDelivery } from './claimed-delivery.js';
import { DeliveryOutcome } from './delivery-outcome.js';
import { MessageBody } from './message-body.js';
import { nextDeliveryAt } from './next-delivery-at.js';
import type { DeliveryAttempt } from './webhook-delivery.js';
import { USUAL_PACE, type WebhookPace } from './webhook-pace.js';
import type { CallOutcome, WebhookPorts } from './webhook-ports.js';
import { signatureHeaders } from './webhook-signature.js';

const RESPONSE_BYTES = 4_096;
const RESPONSE_SHOWN = 500;
/** The queue ignores a job that it still has; by then this one has left it. */
const BREATH = 500;

/**
 * The job that hands one webhook's messages over, one after the other, in order while nothing fails. At least once: a
 * message is marked as being sent before, and what a worker died over is sent again, under the same id.
 */
export class WebhookDispatcher {
  readonly #pace: WebhookPace;
  readonly #body: MessageBody;
  readonly #outcome: DeliveryOutcome;

  constructor(private readonly ports: WebhookPorts) {
    this.#pace = ports.pace ?? USUAL_PACE;
    this.#body = new MessageBody(ports.reading, ports.access);
    this.#outcome = new DeliveryOutcome(this.#pace, ports.access, ports.notifications);
  }

  async run(ctx: Context, webhookId: string, job: JobExecution): Promise<void> {
    const { database } = this.ports;
    const until = Date.now() + this.#pace.turn;
    while (Date.now() < until) {
      const delivery = await database.transaction(ctx.tenantId, (tx) =>
        claimDelivery(tx, ctx, webhookId, this.#pace.lease),
      );
      if (!delivery) break;
      const attempt = await this.#attempt(delivery);
      await database.transaction(ctx.tenantId, async (tx) => {
        if (attempt) await this.#outcome.keep(tx, delivery, attempt);
        else
          await tx.query(sql`delete from webhook_delivery
            where tenant_id = ${ctx.tenantId} and webhook_id = ${webhookId} and id = ${delivery.id}`);
      });
    }
    await this.#end(ctx, webhookId, job);
  }

  /** Goes on later where something is left. The webhook's row is kept, so that nobody adds a message unseen meanwhile. */
  async #end(ctx: Context, webhookId: string, job: JobExecution): Promise<void> {
    await this.ports.database.transaction(ctx.tenantId, async (tx) => {
      const [webhook] = await tx.query<{ job_id: string | null }>(
        sql`select job_id from webhook where tenant_id = ${ctx.tenantId} and id = ${webhookId} for update`,
      );
      const at = webhook?.job_id === job.id ? await nextDeliveryAt(tx, webhookId) : null;
      if (at) {
        await job.postpone(tx, new Date(Math.max(at.getTime(), Date.now() + BREATH)));
        return;
      }
      await tx.query(
        sql`update webhook set job_id = null where tenant_id = ${ctx.tenantId} and id = ${webhookId} and job_id = ${job.id}`,
      );
      await job.finish(tx);
    });
  }

  /** Null where the webhook's role sees nothing of it. */
  async #attempt(delivery: ClaimedDelivery): Promise<DeliveryAttempt | null> {
    const { ctx, roleId, subject } = delivery;
    const body = await this.#body.of(ctx, roleId, subject);
    if (body === null) return null;
    const sentAt = new Date();
    const started = performance.now();
    const outcome = await this.#call(delivery, body, sentAt);
    const answered = outcome.status !== null;
    return {
      at: sentAt.toISOString(),
      status: outcome.status,
      durationMs: Math.round(performance.now() - started),
      error: answered ? null : storable(outcome.error),
      response: answered ? storable(outcome.body) : null,
    };
  }

  async #call({ ctx, id, url, secrets }: ClaimedDelivery, body: string, sentAt: Date): Promise<CallOutcome> {
    if (secrets.length === 0)
      return {
        status: null,
        refused: true,
        error: messageOf({ code: 'notConfigured', key: 'webhookWithoutSecret' }, ctx.locale),
      };
    const opened = secrets.map((secret) => this.ports.secrets.open(ctx.tenantId, secret));
    return this.ports.caller.post({
      url: new URL(url),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Ruyi-Webhooks/1',
        ...signatureHeaders({ id, sentAt, body }, opened),
      },
      body,
      timeoutMs: this.#pace.timeout,
      maxBytes: RESPONSE_BYTES,
    });
  }
}

/** The database takes no NUL and no half of a character. */
function storable(text: string): string {
  return text.slice(0, RESPONSE_SHOWN).replaceAll('\u0000', '\ufffd').toWellFormed();
}
