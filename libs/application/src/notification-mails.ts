import type { Locale } from '@ruyi/contract/metadata';
import { type Context, type Database, sql } from '@ruyi/engine/context';
import { type JobHandlers, NOTIFICATION_MAIL_JOB, type NotificationKind, notificationText } from '@ruyi/engine/events';
import type { MailSender, MessageCarrier } from '@ruyi/engine/messages';

/** What mails about notices need. */
export interface NotificationMailParts {
  readonly database: Database;
  readonly carrier: MessageCarrier;
  /** Null: this install cannot send. */
  readonly sender: MailSender | null;
}

interface Notice {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly params: Readonly<Record<string, string | number>>;
  readonly email: string;
  readonly locale: Locale;
}

/** Sends the notices of the bell by mail to those who chose so. */
export function registerNotificationMails(handlers: JobHandlers, { database, carrier, sender }: NotificationMailParts): void {
  handlers.register(NOTIFICATION_MAIL_JOB, async (ctx, payload, job) => {
    const ids = noticeIds(payload);
    if (sender && ids.length > 0) {
      for (const notice of await readNotices(database, ctx, ids)) {
        const text = notificationText(notice.kind, notice.params, notice.locale);
        // The notice's id is the mail's: a server that got it at an earlier attempt can tell.
        await carrier.mail(sender, { key: notice.id, to: { name: '', address: notice.email }, subject: text, text, html: `<p>${escaped(text)}</p>` });
      }
    }
    await database.transaction(ctx.tenantId, (tx) => job.finish(tx));
  });
}

function noticeIds(payload: Record<string, unknown>): string[] {
  const notices = Array.isArray(payload['notices']) ? (payload['notices'] as unknown[]) : [];
  return notices.flatMap((notice) => (isIdentified(notice) ? [notice.id] : []));
}

function isIdentified(value: unknown): value is { id: string } {
  return typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string';
}

async function readNotices(database: Database, ctx: Context, ids: readonly string[]): Promise<Notice[]> {
  const [rows = []] = await database.read(ctx.tenantId, [
    sql`select n.id, n.kind, n.params, u.email, coalesce(u.locale, t.locale) as locale
        from notification n
        join app_user u on u.tenant_id = n.tenant_id and u.id = n.user_id
        join tenant t on t.id = n.tenant_id
        where n.tenant_id = ${ctx.tenantId} and n.id = any(${ids}::uuid[]) and u.state = 'active' and u.email is not null
          and (u.notify -> n.kind ->> 'mail')::boolean is true`,
  ]);
  return rows as unknown as Notice[];
}

function escaped(raw: string): string {
  return raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
