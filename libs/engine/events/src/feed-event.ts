import { newId, sql, type Context, type Statement } from '@ruyi/engine/context';

export type FeedEventKind = 'job' | 'notification' | 'record';

/** Something that open browsers of `users` are told. */
export interface FeedEventInput {
  readonly kind: FeedEventKind;
  readonly users: readonly string[];
  readonly data: object;
}

/** The statement that tells open browsers, part of the transaction whose outcome it tells. */
export function feedStatement(ctx: Context, event: FeedEventInput): Statement {
  return sql`insert into feed_event (tenant_id, id, kind, users, data)
    values (${ctx.tenantId}, ${newId()}, ${event.kind}, ${event.users}::uuid[], ${JSON.stringify(event.data)})`;
}
