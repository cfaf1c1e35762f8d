import { sql, type Context, type Row, type Transaction } from '@ruyi/engine/context';
import type { Locale } from '@ruyi/contract/metadata';
import type { MessageSubject } from './message-body.js';

/** A message that a run has taken, with all that it takes to hand it over. */
export interface ClaimedDelivery {
  /** The company as it is now, whoever caused the message. */
  readonly ctx: Context;
  readonly webhookId: string;
  readonly id: string;
  readonly tries: number;
  readonly url: string;
  readonly roleId: string;
  /** Sealed; the present one and the one before while it counts. */
  readonly secrets: readonly string[];
  readonly failingSince: Date | null;
  readonly subject: MessageSubject;
}

/**
 * Takes the next message that is due, or that a worker took and died over. Committed before anything is sent: another
 * run leaves it alone until the lease is over.
 */
export async function claimDelivery(
  tx: Transaction,
  ctx: Context,
  webhookId: string,
  leaseMs: number,
): Promise<ClaimedDelivery | null> {
  const { tenantId } = ctx;
  const [row] = await tx.query(sql`
    with due as (
      select d.id from webhook_delivery d join webhook w on w.tenant_id = d.tenant_id and w.id = d.webhook_id
      where d.tenant_id = ${tenantId} and d.webhook_id = ${webhookId} and d.next_at <= now()
        and (d.event = 'test' or (w.enabled and coalesce(w.paused_until <= now(), true)))
      order by d.next_at, d.id limit 1 for update of d skip locked
    )
    update webhook_delivery d set state = 'sending', tries = d.tries + 1,
      next_at = now() + make_interval(secs => ${leaseMs}::float8 / 1000)
    from due, webhook w, tenant t
    where d.tenant_id = ${tenantId} and d.webhook_id = ${webhookId} and d.id = due.id
      and w.tenant_id = ${tenantId} and w.id = ${webhookId} and t.id = ${tenantId}
    returning d.id, d.event, d.module_key, d.subject_id, d.fields, d.at, d.tries, w.url, w.role_id, w.failing_since,
      w.secret, case when w.former_until > now() then w.former_secret end as former_secret,
      t.locale, t.time_zone, t.base_currency, t.model_version, t.access_version`);
  return row ? toClaimed(ctx, webhookId, row) : null;
}

function toClaimed(ctx: Context, webhookId: string, row: Row): ClaimedDelivery {
  return {
    ctx: {
      ...ctx,
      userId: null,
      locale: row['locale'] as Locale,
      timeZone: String(row['time_zone']),
      baseCurrency: String(row['base_currency']),
      modelVersion: Number(row['model_version']),
      accessVersion: Number(row['access_version']),
    },
    webhookId,
    id: String(row['id']),
    tries: Number(row['tries']),
    url: String(row['url']),
    roleId: String(row['role_id']),
    secrets: [row['secret'], row['former_secret']].filter((secret) => typeof secret === 'string'),
    failingSince: row['failing_since'] === null ? null : new Date(row['failing_since'] as string | Date),
    subject: {
      event: String(row['event']),
      module: row['module_key'] as string | null,
      recordId: row['subject_id'] as string | null,
      fields: row['fields'] as string[],
      at: new Date(row['at'] as string | Date),
    },
  };
}
