import type { TimelineSource } from '@ruyi/engine/records';
import { cleanMail } from '@ruyi/engine/rich-text';
import { mayReadText } from './may-read-text.js';
import { plainTextOf } from './merge-text.js';
import { recordAndPeople, type PeopleOf } from './people-of.js';

/** Mails and SMS that a record and its people got, on its timeline. */
export const messageSource = (families: readonly PeopleOf[]): TimelineSource => ({
  kinds: ['mail', 'sms'],
  async list(sight, { before, limit }) {
    const { ctx, actor } = sight.session;
    const [rows = []] = await sight.session.run([
      {
        text: `select r.send_id, r.record_id, s.channel, s.created_by, s.template ->> 'name' as template, s.module_key as module,
            concat(s.template ->> 'subject', s.template ->> 'body') as merged, r.subject, r.body, r.sent_at, r.sink, r.delivery
          from message_recipient r join message_send s on s.tenant_id = r.tenant_id and s.id = r.send_id
          where r.tenant_id = $1 and r.state = 'sent' and ${recordAndPeople('r.record_id', families, sight)}
            and ($3::timestamptz is null or r.sent_at <= $3::timestamptz)
          order by r.sent_at desc, r.send_id desc limit $4`,
        values: [ctx.tenantId, sight.record.id, before?.at ?? null, limit],
      },
    ]);
    return rows.map((row) => {
      const sender = row['created_by'];
      const mail = row['channel'] === 'mail';
      const body = String(row['body'] ?? '');
      const shown = mayReadText(sight, { module: String(row['module']), template: String(row['merged']) });
      return {
        id: String(row['send_id']),
        kind: mail ? ('mail' as const) : ('sms' as const),
        at: (row['sent_at'] as Date).toISOString(),
        by: typeof sender === 'string' ? { id: sender, name: actor.data.users.get(sender)?.name ?? '' } : null,
        title: String(row[mail && shown ? 'subject' : 'template'] ?? ''),
        ...(shown ? { text: mail ? plainTextOf(cleanMail(body)).slice(0, 2000) : body } : { withheld: true as const }),
        state: typeof row['delivery'] === 'string' ? row['delivery'] : row['sink'] === true ? 'sink' : 'sent',
      };
    });
  },
});
