import { newId, sql, type Context, type Database } from '@ruyi/engine/context';
import { NOTIFICATION_MAIL_JOB, notificationText, type JobHandlers, type NotificationKind } from '@ruyi/engine/events';
import { DeliveryError, type MailSender, type MessageCarrier } from '@ruyi/engine/messages';
import type { Locale } from '@ruyi/contract/metadata';

interface Ports {
  readonly database: Database;
  readonly carrier: MessageCarrier;
  /** The install's own; null: it cannot send. */
  readonly sender: MailSender | null;
}

interface Notice {
  readonly user_id: string;
  readonly kind: NotificationKind;
  readonly params: Record<string, string | number>;
  readonly email: string | null;
  readonly name: string;
  readonly locale: Locale | null;
}

/** Sends notices of the bell by mail as well, to those who chose so for that kind; one mail a person for all of a job's. */
export function registerNotificationMail(handlers: JobHandlers, ports: Ports): void {
  handlers.register(NOTIFICATION_MAIL_JOB, async (ctx, payload, job) => {
    const wanted = (payload['notices'] as { readonly userId: string; readonly id: string }[] | undefined) ?? [];
    // The job is taken off first: a mail that may have gone out is not sent a second time.
    const notices = await ports.database.transaction(ctx.tenantId, async (tx) => {
      await job.finish(tx);
      return tx.query<Notice>(sql`
        select n.user_id, n.kind, n.params, u.email, u.name, u.locale from notification n
        join app_user u on u.tenant_id = n.tenant_id and u.id = n.user_id
        where n.tenant_id = ${ctx.tenantId} and n.id = any(${wanted.map((each) => each.id)}::uuid[])
          and u.state = 'active' and u.email is not null and coalesce((u.notify -> replace(n.kind, 'Many', '') ->> 'mail')::boolean, false)
        order by n.id`);
    });
    const people = new Map<string, Notice[]>();
    for (const notice of notices) people.set(notice.user_id, [...(people.get(notice.user_id) ?? []), notice]);
    for (const mine of people.values()) await mail(ctx, ports, mine);
  });
}

async function mail(ctx: Context, { carrier, sender }: Ports, notices: readonly Notice[]): Promise<void> {
  const [first] = notices;
  if (!first?.email || !sender) return;
  const locale = first.locale ?? ctx.locale;
  const lines = notices.map((notice) => notificationText(notice.kind, notice.params, locale));
  const more = locale === 'en' ? `${lines.length} new notices` : `${lines.length} 条新消息`;
  try {
    await carrier.mail(sender, {
      key: newId(),
      to: { name: first.name, address: first.email },
      subject: lines.length === 1 ? (lines[0] ?? '') : more,
      html: lines.map((line) => `<p>${escapeHtml(line)}</p>`).join(''),
      text: lines.join('\n'),
    });
  } catch (error) {
    // The bell has the notice: a mail that cannot be delivered is not worth a failed job.
    if (error instanceof DeliveryError) return;
    throw error;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
