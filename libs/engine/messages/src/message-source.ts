import { sql } from '@ruyi/engine/context';
import type { TimelineSource } from '@ruyi/engine/records';
import { plainTextOf } from './merge-text.js';

/** Mails and SMS that a record got, on its timeline; a customer's also those to its contacts. */
export const messageSource: TimelineSource = {
  kinds: ['mail', 'sms'],
  async list({ session, module, record }, { before, limit }) {
    const { ctx, actor } = session;
    const contacts = module.key === 'customers' && session.model.modules.has('contacts');
    const [rows = []] = await session.run([
      sql`select r.send_id, r.record_id, s.channel, s.created_by, s.template ->> 'name' as template, r.subject, r.body, r.sent_at, r.sink, r.delivery
          from message_recipient r join message_send s on s.tenant_id = r.tenant_id and s.id = r.send_id
          where r.tenant_id = ${ctx.tenantId} and r.state = 'sent'
            and (r.record_id = ${record.id} or (${contacts} and r.record_id in (
              select c.id from contacts c where c.tenant_id = ${ctx.tenantId} and c.customer = ${record.id} and c.deleted_at is null)))
            and (${before?.at ?? null}::timestamptz is null or r.sent_at <= ${before?.at ?? null}::timestamptz)
          order by r.sent_at desc, r.send_id desc limit ${limit}`,
    ]);
    return rows.map((row) => {
      const sender = row['created_by'];
      const mail = row['channel'] === 'mail';
      const body = String(row['body'] ?? '');
      return {
        id: String(row['send_id']),
        kind: mail ? ('mail' as const) : ('sms' as const),
        at: (row['sent_at'] as Date).toISOString(),
        by: typeof sender === 'string' ? { id: sender, name: actor.data.users.get(sender)?.name ?? '' } : null,
        title: mail ? String(row['subject'] ?? '') : String(row['template'] ?? ''),
        text: mail ? plainTextOf(body).slice(0, 2000) : body,
        state: typeof row['delivery'] === 'string' ? row['delivery'] : row['sink'] === true ? 'sink' : 'sent',
      };
    });
  },
};
