import type { RecordEvent } from '@ruyi/contract/metadata';
import { newId, type Context, type Statement } from '@ruyi/engine/context';

/** Something that happened to a record. */
export interface RecordHappening {
  readonly module: string;
  readonly record: string;
  readonly event: RecordEvent;
  /** Keys of the fields that changed. */
  readonly fields: readonly string[];
}

/** Sets those webhooks to work that have messages waiting. */
export const WEBHOOK_WAKE_JOB = 'webhooks.wake';

const TEXT = `
  with told as (
    insert into webhook_delivery (tenant_id, webhook_id, id, event, module_key, subject_id, fields)
    select $1, w.id, h.id, h.module || '.' || h.event, h.module, h.record, h.fields
    from json_to_recordset($2) as h (id uuid, module text, event text, record uuid, fields text[])
    join webhook w on w.tenant_id = $1 and w.enabled and (h.module || '.' || h.event) = any(w.events)
    returning 1
  ), promised as (
    insert into outbox (tenant_id, id, name, payload, context)
    select $1, $3, $4, '{}', $5 where exists (select from told)
    on conflict do nothing returning 1
  )
  insert into outbox_wakeup (id, tenant_id, at) select $6, $1, now() from promised`;

/**
 * Tells those who listen, in the transaction of what happened: a message for each webhook that asks for it, and one job
 * for all that a transaction tells under the same `jobId`. Nothing is written where nobody listens.
 */
export function tellWebhooks(ctx: Context, jobId: string, happenings: readonly RecordHappening[]): Statement {
  const messages = happenings.map((happening) => ({ id: newId(), ...happening }));
  return {
    name: 'tell_webhooks',
    text: TEXT,
    values: [ctx.tenantId, JSON.stringify(messages), jobId, WEBHOOK_WAKE_JOB, JSON.stringify(ctx), newId()],
  };
}
