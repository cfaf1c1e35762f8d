import {
  newId,
  sql,
  type Context,
  type Database,
  type Row,
  type Statement,
  type Transaction,
} from '@ruyi/engine/context';
import { feedStatement } from './feed-event.js';
import { notificationText } from './notification-text.js';
import type { NewNotification, NotificationItem, NotificationKind } from './notification.js';
import type { Outbox } from './outbox.js';

export const NOTIFICATION_MAIL_JOB = 'notifications.mail';

export interface NotificationPage {
  readonly items: readonly NotificationItem[];
  readonly unread: number;
  readonly nextCursor: string | null;
}

/** The bell: adds notices in the transaction of what they tell, and lists them in the reader's language. */
export class Notifications {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** One notice per entry, one mail job for all of them; nobody is told of what they did themselves. */
  async add(ctx: Context, tx: Transaction, notices: readonly NewNotification[]): Promise<void> {
    const statements: Statement[] = [];
    const mail: { userId: string; id: string }[] = [];
    for (const notice of notices.filter((each) => each.userId !== ctx.userId)) {
      const id = newId();
      mail.push({ userId: notice.userId, id });
      statements.push(
        sql`insert into notification (tenant_id, user_id, id, kind, params, module_key, record_id)
            values (${ctx.tenantId}, ${notice.userId}, ${id}, ${notice.kind}, ${JSON.stringify(notice.params)},
              ${notice.record?.module ?? null}, ${notice.record?.id ?? null})`,
        feedStatement(ctx, {
          kind: 'notification',
          users: [notice.userId],
          data: { id, kind: notice.kind, params: notice.params, record: notice.record ?? null },
        }),
      );
    }
    if (mail.length === 0) return;
    statements.push(
      ...this.outbox.statements(ctx, { name: NOTIFICATION_MAIL_JOB, payload: { notices: mail } }).statements,
    );
    await tx.pipeline(statements);
  }

  async list(
    ctx: Context,
    options: { readonly unreadOnly?: boolean; readonly after?: string | undefined; readonly limit: number },
  ): Promise<NotificationPage> {
    const unreadOnly = options.unreadOnly ? 'and read_at is null' : '';
    const [rows, counts] = await this.database.read(ctx.tenantId, [
      {
        text: `select id, kind, params, module_key, record_id, read_at, created_at from notification
               where tenant_id = $1 and user_id = $2 and ($3::uuid is null or id < $3) ${unreadOnly}
               order by id desc limit $4`,
        values: [ctx.tenantId, ctx.userId, options.after ?? null, options.limit + 1],
      },
      unreadCount(ctx),
    ]);
    const page = (rows ?? []).slice(0, options.limit);
    const more = (rows ?? []).length > options.limit;
    return {
      items: page.map((row) => toItem(ctx, row)),
      unread: Number(counts?.[0]?.['unread'] ?? 0),
      nextCursor: more ? ((page.at(-1)?.['id'] as string | undefined) ?? null) : null,
    };
  }

  /** Marks notices of the caller as read; answers how many are unread afterwards. */
  async markRead(ctx: Context, ids: readonly string[] | 'all'): Promise<number> {
    return this.database.transaction(ctx.tenantId, async (tx) => {
      const some = ids === 'all' ? null : ids;
      const [, counts] = await tx.pipeline([
        sql`update notification set read_at = now()
            where tenant_id = ${ctx.tenantId} and user_id = ${ctx.userId} and read_at is null
              and (${some}::uuid[] is null or id = any(${some}::uuid[]))`,
        unreadCount(ctx),
      ]);
      return Number(counts?.[0]?.['unread'] ?? 0);
    });
  }
}

/** How many notices the caller has not read. */
function unreadCount(ctx: Context): Statement {
  return sql`select count(*)::int as unread from notification
    where tenant_id = ${ctx.tenantId} and user_id = ${ctx.userId} and read_at is null`;
}

function toItem(ctx: Context, row: Row): NotificationItem {
  const kind = row['kind'] as NotificationKind;
  const params = row['params'] as Record<string, string | number>;
  const module = row['module_key'] as string | null;
  const recordId = row['record_id'] as string | null;
  return {
    id: row['id'] as string,
    at: new Date(row['created_at'] as string | Date).toISOString(),
    kind,
    text: notificationText(kind, params, ctx.locale),
    ...(module && recordId ? { record: { module, id: recordId, name: String(params['name'] ?? '') } } : {}),
    read: row['read_at'] !== null,
  };
}
