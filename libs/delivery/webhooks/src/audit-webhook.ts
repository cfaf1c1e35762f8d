import { newId, sql, type Context, type Transaction } from '@ruyi/engine/context';

/** Keeps who did what to a webhook, in the transaction that does it. */
export async function auditWebhook(
  ctx: Context,
  tx: Transaction,
  entry: {
    readonly action: 'webhook.create' | 'webhook.edit' | 'webhook.delete' | 'webhook.secret' | 'webhook.off';
    readonly id: string;
    readonly name: string;
    readonly before?: object;
    readonly after?: object;
  },
): Promise<void> {
  const { action, id, ...detail } = entry;
  await tx.query(
    sql`insert into audit_log (tenant_id, id, user_id, action, subject_id, detail)
        values (${ctx.tenantId}, ${newId()}, ${ctx.userId}, ${action}, ${id}, ${JSON.stringify(detail)})`,
  );
}
