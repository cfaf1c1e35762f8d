import { AppError, messageOf, type ErrorCode, type Told } from '@ruyi/contract/errors';
import type { Context, Database, Row } from '@ruyi/engine/context';
import type { RecipientState } from './message.js';

export interface SendItem {
  readonly id: string;
  readonly channel: string;
  readonly module: string;
  readonly template: string;
  readonly state: string;
  readonly scheduledAt: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly createdBy: string | null;
  /** Why it came to nothing; null: it did not. */
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
  readonly counts: Readonly<Record<RecipientState, number>>;
  /** By the provider's receipts, of those that were sent. */
  readonly receipts: { readonly delivered: number; readonly undelivered: number };
}

export interface RecipientItem {
  readonly recordId: string;
  readonly name: string;
  /** As the caller may see it. */
  readonly address: string | null;
  readonly state: RecipientState;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly attempts: number;
  readonly sentAt: string | null;
  readonly sink: boolean;
  /** What the provider's receipt said; null: none came yet. */
  readonly delivery: 'delivered' | 'undelivered' | null;
  readonly deliveryCode: string | null;
  readonly deliveryAt: string | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** A send that its worker never took up, or gave up, ended when its job did. */
const SENDS = `select s.id, s.channel, s.module_key, s.template ->> 'name' as template, coalesce(j.state, s.state) as state,
  s.scheduled_at, s.created_at, coalesce(j.finished_at, s.finished_at) as finished_at, s.created_by,
  j.result -> 'error' as error,
  coalesce((select jsonb_object_agg(c.state, c.count) from (
    select r.state, count(*)::int as count from message_recipient r where r.tenant_id = s.tenant_id and r.send_id = s.id group by r.state
  ) c), '{}') as counts,
  coalesce((select jsonb_object_agg(c.delivery, c.count) from (
    select r.delivery, count(*)::int as count from message_recipient r
    where r.tenant_id = s.tenant_id and r.send_id = s.id and r.delivery is not null group by r.delivery
  ) c), '{}') as receipts
  from message_send s
  left join job_run j on j.tenant_id = s.tenant_id and j.id = s.id and s.finished_at is null and j.state in ('cancelled', 'failed')`;

/** Reads sends and what became of each recipient: one's own, or everybody's with the administrator's permission. */
export class SendReader {
  constructor(private readonly database: Database) {}

  async list(
    ctx: Context,
    options: { readonly everybody: boolean; readonly after?: string; readonly limit: number },
  ): Promise<Page<SendItem>> {
    const [rows = []] = await this.database.read(ctx.tenantId, [
      {
        text: `${SENDS} where s.tenant_id = $1 and ($2 or s.created_by = $3) and ($4::uuid is null or s.id < $4) order by s.id desc limit $5`,
        values: [ctx.tenantId, options.everybody, ctx.userId, options.after ?? null, options.limit + 1],
      },
    ]);
    return page(
      rows,
      options.limit,
      (row) => toSendItem(ctx, row),
      (item) => item.id,
    );
  }

  async getOrThrow(ctx: Context, id: string, everybody: boolean): Promise<SendItem> {
    const [rows = []] = await this.database.read(ctx.tenantId, [
      {
        text: `${SENDS} where s.tenant_id = $1 and s.id = $2 and ($3 or s.created_by = $4)`,
        values: [ctx.tenantId, id, everybody, ctx.userId],
      },
    ]);
    if (!rows[0]) throw AppError.notFound();
    return toSendItem(ctx, rows[0]);
  }

  async recipients(
    ctx: Context,
    send: SendItem,
    options: {
      readonly state?: string;
      readonly after?: string;
      readonly limit: number;
      readonly mask: (address: string) => string;
    },
  ): Promise<Page<RecipientItem>> {
    const [rows = []] = await this.database.read(ctx.tenantId, [
      {
        text: `select record_id, name, address, state, reason, detail, attempts, sent_at, sink, delivery, delivery_code, delivery_at
               from message_recipient
               where tenant_id = $1 and send_id = $2 and ($3::text is null or state = $3 or delivery = $3) and ($4::uuid is null or record_id > $4)
               order by record_id limit $5`,
        values: [ctx.tenantId, send.id, options.state ?? null, options.after ?? null, options.limit + 1],
      },
    ]);
    return page(
      rows,
      options.limit,
      (row) => toRecipient(row, options.mask),
      (item) => item.recordId,
    );
  }
}

function page<T>(rows: readonly Row[], limit: number, toItem: (row: Row) => T, cursor: (item: T) => string): Page<T> {
  const items = rows.slice(0, limit).map(toItem);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursor(last) : null };
}

function toSendItem(ctx: Context, row: Row): SendItem {
  const error = row['error'] as Told | null;
  const counts = row['counts'] as Partial<Record<RecipientState, number>>;
  return {
    id: String(row['id']),
    channel: String(row['channel']),
    module: String(row['module_key']),
    template: String(row['template']),
    state: String(row['state']),
    scheduledAt: instant(row['scheduled_at']),
    createdAt: instant(row['created_at']) ?? '',
    finishedAt: instant(row['finished_at']),
    createdBy: row['created_by'] as string | null,
    error: error && { code: error.code, message: messageOf(error, ctx.locale) },
    counts: { queued: 0, sending: 0, sent: 0, skipped: 0, failed: 0, ...counts },
    receipts: { delivered: 0, undelivered: 0, ...(row['receipts'] as Partial<SendItem['receipts']>) },
  };
}

function toRecipient(row: Row, mask: (address: string) => string): RecipientItem {
  const address = row['address'];
  return {
    recordId: String(row['record_id']),
    name: String(row['name']),
    address: typeof address === 'string' ? mask(address) : null,
    state: row['state'] as RecipientState,
    reason: row['reason'] as string | null,
    detail: row['detail'] as string | null,
    attempts: Number(row['attempts']),
    sentAt: instant(row['sent_at']),
    sink: row['sink'] === true,
    delivery: row['delivery'] as RecipientItem['delivery'],
    deliveryCode: row['delivery_code'] as string | null,
    deliveryAt: instant(row['delivery_at']),
  };
}

function instant(value: unknown): string | null {
  return value instanceof Date ? value.toISOString() : null;
}
