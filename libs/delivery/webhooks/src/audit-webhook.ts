import { auditStatement, type AuditDetail, type Context, type Transaction } from '@ruyi/engine/context';

/** Keeps who did what to a webhook, in the transaction that does it. */
export async function auditWebhook(
  ctx: Context,
  tx: Transaction,
  entry: {
    readonly action: 'webhook.create' | 'webhook.edit' | 'webhook.delete' | 'webhook.secret' | 'webhook.off';
    readonly id: string;
    readonly name: string;
    readonly before?: AuditDetail;
    readonly after?: AuditDetail;
    /** What changed and is not told. */
    readonly fields?: readonly string[];
  },
): Promise<void> {
  const { action, id, ...detail } = entry;
  await tx.query(auditStatement(ctx, { action, subjectId: id, detail }));
}
