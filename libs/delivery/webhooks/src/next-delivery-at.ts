import { sql, type Transaction } from '@ruyi/engine/context';

/** When a webhook has something to do next, in the past for what is due; null: nothing is left. */
export async function nextDeliveryAt(tx: Transaction, webhookId: string): Promise<Date | null> {
  // A test is sent by a webhook that is off or that others wait for.
  const [row] = await tx.query<{ at: Date | null }>(sql`
    select min(case when d.event = 'test' then d.next_at else greatest(d.next_at, w.paused_until) end) as at
    from webhook_delivery d join webhook w on w.tenant_id = d.tenant_id and w.id = d.webhook_id
    where d.tenant_id = ${tx.tenantId} and d.webhook_id = ${webhookId} and d.next_at is not null
      and (w.enabled or d.event = 'test')`);
  return row?.at ?? null;
}
