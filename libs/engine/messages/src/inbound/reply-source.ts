import type { TimelineSource } from '@ruyi/engine/records';
import { recordAndPeople, type PeopleOf } from '../people-of.js';

/** What people answered to SMS, on the timeline of every record that had the number, and of the one that it belongs to. */
export const replySource = (families: readonly PeopleOf[]): TimelineSource => ({
  kinds: ['sms'],
  async list(sight, { before, limit }) {
    const [rows = []] = await sight.session.run([
      {
        text: `select m.id, m.text, m.opt_out, m.received_at from message_reply m
          where m.tenant_id = $1
            and m.id in (select l.reply_id from message_reply_record l where l.tenant_id = $1 and ${recordAndPeople('l.record_id', families, sight)})
            and ($3::timestamptz is null or m.received_at <= $3::timestamptz)
          order by m.received_at desc, m.id desc limit $4`,
        values: [sight.session.ctx.tenantId, sight.record.id, before?.at ?? null, limit],
      },
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
});
