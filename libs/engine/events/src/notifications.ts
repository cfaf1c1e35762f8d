import {
  newId,
  sql,
  type Context,
  type Database,
  type Row,
  type Statement,
  type Transaction,
} from '@ruyi/engine/context';
import { notificationText } from './notification-text.js';
import type { NewNotification, NotificationItem, NotificationKind } from './notification.js';
import type { Outbox } from './outbox.js';

export const NOTIFICATION_MAIL_JOB = 'notifications.mail';

export interface NotificationPage {
  readonly items: readonly NotificationItem[];
  readonly unread: number;
  readonly nextCursor: string | null;
}

/** Rows and what open browsers are told of them, by sets: a sweep tells of hundreds at once. */
function noticeStatements(
  { tenantId }: Context,
  notices: readonly (NewNotification & { readonly id: string })[],
): Statement[] {
  const ids = notices.map((notice) => notice.id);
  const users = notices.map((notice) => notice.userId);
  const told = notices.map(({ id, kind, params, record }) =>
    JSON.stringify({ id, kind, params, record: record ?? null }),
  );
  return [
    sql`insert into notification (tenant_id, user_id, id, kind, params, module_key, record_id)
        select ${tenantId}, n.user_id, n.id, n.kind, n.params, n.module_key, n.record_id
        from unnest(${users}::uuid[], ${ids}::uuid[], ${notices.map((notice) => notice.kind)}::text[],
          ${notices.map(storedParams)}::jsonb[], ${notices.map((notice) => notice.record?.module ?? null)}::text[],
          ${notices.map((notice) => notice.record?.id ?? null)}::uuid[]) as n (user_id, id, kind, params, module_key, record_id)`,
    sql`insert into feed_event (tenant_id, id, kind, users, data)
        select ${tenantId}, f.id, 'notification', array[f.user_id], f.data
        from unnest(${notices.map(() => newId())}::uuid[], ${users}::uuid[], ${told}::jsonb[]) as f (id, user_id, data)`,
  ];
}

/** The bell: adds notices in the transaction of what they tell, and lists them in the reader's language. */
export class Notifications {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** One notice per entry, one mail job for all of them; nobody is told of what they did themselves. */
  async add(ctx: Context, tx: Transaction, notices: readonly NewNotification[]): Promise<void> {
    const told = notices.filter((each) => each.userId !== ctx.userId).map((notice) => ({ ...notice, id: newId() }));
    if (told.length === 0) return;
    const job = { name: NOTIFICATION_MAIL_JOB, payload: { notices: told.map(({ userId, id }) => ({ userId, id })) } };
    await tx.pipeline([...noticeStatements(ctx, told), ...this.outbox.statements(ctx, job).statements]);
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

/** The job stands beside the names, under a key that no sentence uses. */
function storedParams({ params, jobId }: NewNotification): string {
  return JSON.stringify(jobId === undefined ? params : { ...params, jobId });
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
    ...(typeof params['jobId'] === 'string' ? { jobId: params['jobId'] } : {}),
    read: row['read_at'] !== null,
  };
}
