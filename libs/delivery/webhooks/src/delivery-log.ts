import { AppError } from '@ruyi/contract/errors';
import { newId, sql, type Context, type Transaction } from '@ruyi/engine/context';
import { wakeWebhooks } from './wake-webhooks.js';
import type { WebhookDelivery } from './webhook-delivery.js';
import { TEST_EVENT } from './webhook.js';
import type { WebhookPorts } from './webhook-ports.js';
import { DELIVERY_COLUMNS, toDelivery } from './webhook-rows.js';

export interface DeliveryPage {
  readonly items: readonly WebhookDelivery[];
  readonly nextCursor: string | null;
}

/** What became of the messages to a webhook; sends one again, and one for a try. The caller has checked the permission. */
export class DeliveryLog {
  constructor(private readonly ports: WebhookPorts) {}

  /** Newest first. */
  async list(
    ctx: Context,
    webhookId: string,
    query: {
      readonly limit: number;
      readonly after?: string | undefined;
      readonly state?: WebhookDelivery['state'] | undefined;
    },
  ): Promise<DeliveryPage> {
    const { limit, after = null, state = null } = query;
    const [webhooks = [], rows = []] = await this.ports.database.read(ctx.tenantId, [
      sql`select id from webhook where tenant_id = ${ctx.tenantId} and id = ${webhookId}`,
      {
        text: `select ${DELIVERY_COLUMNS} from webhook_delivery
               where tenant_id = $1 and webhook_id = $2 and ($3::uuid is null or id < $3) and ($4::text is null or state = $4)
               order by id desc limit $5`,
        values: [ctx.tenantId, webhookId, after, state, limit + 1],
      },
    ]);
    if (webhooks.length === 0) throw AppError.notFound();
    const items = rows.slice(0, limit).map(toDelivery);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async getOrThrow(ctx: Context, webhookId: string, id: string): Promise<WebhookDelivery> {
    return this.ports.database.transaction(ctx.tenantId, (tx) => deliveryOrThrow(tx, webhookId, id));
  }

  /** Another round for a message, under the same id: a receiver that has it already knows it by that. */
  async resend(ctx: Context, webhookId: string, id: string): Promise<WebhookDelivery> {
    return this.ports.database.transaction(ctx.tenantId, async (tx) => {
      const { enabled } = await lockOrThrow(tx, webhookId);
      const delivery = await deliveryOrThrow(tx, webhookId, id);
      if (!enabled && delivery.event !== TEST_EVENT) throw new AppError(409, 'conflict', { key: 'webhookOff' });
      // One that is being sent is left to it.
      await tx.query(sql`update webhook_delivery set state = 'waiting', tries = 0, next_at = now(), finished_at = null
        where tenant_id = ${ctx.tenantId} and webhook_id = ${webhookId} and id = ${id} and state <> 'sending'`);
      await this.#goNow(ctx, tx, webhookId);
      return deliveryOrThrow(tx, webhookId, id);
    });
  }

  /** A message that says nothing, whether the webhook is on or off. It is tried once. */
  async test(ctx: Context, webhookId: string): Promise<WebhookDelivery> {
    const id = newId();
    return this.ports.database.transaction(ctx.tenantId, async (tx) => {
      await lockOrThrow(tx, webhookId);
      await tx.query(sql`insert into webhook_delivery (tenant_id, webhook_id, id, event)
        values (${ctx.tenantId}, ${webhookId}, ${id}, ${TEST_EVENT})`);
      await wakeWebhooks(this.ports.outbox, ctx, tx, webhookId);
      return deliveryOrThrow(tx, webhookId, id);
    });
  }

  /** Somebody who sends again wants to see now whether it works. */
  async #goNow(ctx: Context, tx: Transaction, webhookId: string): Promise<void> {
    await tx.query(sql`update webhook set paused_until = null where tenant_id = ${ctx.tenantId} and id = ${webhookId}`);
    await wakeWebhooks(this.ports.outbox, ctx, tx, webhookId);
  }
}

async function lockOrThrow(tx: Transaction, webhookId: string): Promise<{ readonly enabled: boolean }> {
  const [row] = await tx.query<{ enabled: boolean }>(
    sql`select enabled from webhook where tenant_id = ${tx.tenantId} and id = ${webhookId} for update`,
  );
  if (!row) throw AppError.notFound();
  return row;
}

async function deliveryOrThrow(tx: Transaction, webhookId: string, id: string): Promise<WebhookDelivery> {
  const [row] = await tx.query({
    text: `select ${DELIVERY_COLUMNS} from webhook_delivery where tenant_id = $1 and webhook_id = $2 and id = $3`,
    values: [tx.tenantId, webhookId, id],
  });
  if (!row) throw AppError.notFound();
  return toDelivery(row);
}
