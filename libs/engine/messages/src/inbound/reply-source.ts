import { sql } from '@ruyi/engine/context';
import type { TimelineSource } from '@ruyi/engine/records';

/** What people answered to SMS, on the timeline of every record that had the number; a customer's also its contacts'. */
export const replySource: TimelineSource = {
  kinds: ['sms'],
  async list({ session, module, record }, { before, limit }) {
    const { ctx } = session;
    const contacts = module.key === 'customers' && session.model.modules.has('contacts');
    const [rows = []] = await session.run([
      sql`select p.id, p.text, p.opt_out, p.received_at from message_reply p
          where p.tenant_id = ${ctx.tenantId}
            and p.id in (select l.reply_id from message_reply_record l where l.tenant_id = ${ctx.tenantId}
              and (l.record_id = ${record.id} or (${contacts} and l.record_id in (
                select c.id from contacts c where c.tenant_id = ${ctx.tenantId} and c.customer = ${record.id} and c.deleted_at is null))))
            and (${before?.at ?? null}::timestamptz is null or p.received_at <= ${before?.at ?? null}::timestamptz)
          order by p.received_at desc, p.id desc limit ${limit}`,
    ]);
    return rows.map((row) => ({
      id: String(row['id']),
      kind: 'sms' as const,
      at: (row['received_at'] as Date).toISOString(),
      by: null,
      title: '',
      text: String(row['text']),
      state: row['opt_out'] === true ? 'optedOut' : 'received',
    }));
  },
};
