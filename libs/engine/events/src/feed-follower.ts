import { sql, type Context, type Database, type Row } from '@ruyi/engine/context';
import type { FeedEventKind } from './feed-event.js';
import { firstIdOf, timeOfId } from './id-time.js';
import { FEED_OVERLAP, TenantFeed } from './tenant-feed.js';

export interface FollowedEvent {
  readonly id: string;
  readonly kind: FeedEventKind;
  readonly data: object;
}

/** How far back a client may resume. */
const KEPT = 60 * 60 * 1000;
const MOST_RESUMED = 500;

/**
 * Follows a user's events whichever process wrote them. It asks the table instead of listening: NOTIFY would take one
 * lock for all commits of the database.
 */
export class FeedFollower {
  readonly #tenants = new Map<string, TenantFeed>();

  constructor(private readonly database: Database) {}

  async *follow(
    ctx: Context,
    options: { readonly after: string | null; readonly signal: AbortSignal },
  ): AsyncGenerator<FollowedEvent> {
    const { after, signal } = options;
    if (ctx.userId === null || signal.aborted) return;
    const waiting: Row[] = [];
    let wake = (): void => undefined;
    const stopListening = this.#feedOf(ctx.tenantId).listen(ctx.userId, (row) => {
      waiting.push(row);
      wake();
    });
    const over = (): void => wake();
    signal.addEventListener('abort', over);
    try {
      // Listening has begun: what is missed here is found there, and the other way round.
      const missed = after === null ? [] : await this.#missed(ctx, after);
      const told = new Set<string>();
      for (const row of missed) {
        told.add(String(row['id']));
        yield toEvent(row);
      }
      while (!signal.aborted) {
        const row = waiting.shift();
        if (!row) await new Promise<void>((resolve) => (wake = resolve));
        else if (!told.delete(String(row['id']))) yield toEvent(row);
      }
    } finally {
      signal.removeEventListener('abort', over);
      stopListening();
    }
  }

  #feedOf(tenantId: string): TenantFeed {
    const known = this.#tenants.get(tenantId);
    if (known) return known;
    const feed = new TenantFeed(this.database, tenantId, () => void this.#tenants.delete(tenantId));
    this.#tenants.set(tenantId, feed);
    return feed;
  }

  /** What the user was told after the last event that the client saw. */
  async #missed(ctx: Context, after: string): Promise<Row[]> {
    const since = Math.max(timeOfId(after), Date.now() - KEPT) - FEED_OVERLAP;
    const [rows] = await this.database.read(ctx.tenantId, [
      sql`select id, kind, data from feed_event
          where tenant_id = ${ctx.tenantId} and id >= ${firstIdOf(since)} and id > ${after} and ${ctx.userId}::uuid = any(users)
          order by id limit ${MOST_RESUMED}`,
    ]);
    return rows ?? [];
  }
}

function toEvent(row: Row): FollowedEvent {
  return { id: String(row['id']), kind: row['kind'] as FeedEventKind, data: row['data'] as object };
}
