import { sql, type Context, type Database, type Row } from '@ruyi/engine/context';
import type { FeedEventKind } from './feed-event.js';

export interface FollowedEvent {
  readonly id: string;
  readonly kind: FeedEventKind;
  readonly data: object;
}

/** Milliseconds between looks. One statement by primary key for each open browser. */
const EVERY = 1_000;
/** Events of transactions that took up to this long to commit are still seen: ids are made before the commit. */
const OVERLAP = 15_000;
/** How far back a client may resume. */
const KEPT = 60 * 60 * 1000;
const MOST = 200;

/**
 * Follows a user's events whichever process wrote them. It asks the table instead of listening: NOTIFY would take one
 * lock for all commits of the database.
 */
export class FeedFollower {
  constructor(private readonly database: Database) {}

  async *follow(
    ctx: Context,
    options: { readonly after: string | null; readonly signal: AbortSignal },
  ): AsyncGenerator<FollowedEvent> {
    const { signal } = options;
    const seen = new Map<string, number>();
    const now = Date.now();
    const resumed = options.after === null ? now : Math.max(timeOf(options.after), now - KEPT);
    // What was there before this client came is not news to it.
    for (const row of await this.#read(ctx, resumed - OVERLAP)) {
      const id = String(row['id']);
      if (options.after === null || id <= options.after) seen.set(id, timeOf(id));
    }
    let from = resumed;
    while (!signal.aborted) {
      const rows = await this.#read(ctx, from - OVERLAP);
      for (const row of rows) {
        const id = String(row['id']);
        if (seen.has(id)) continue;
        seen.set(id, timeOf(id));
        yield { id, kind: row['kind'] as FeedEventKind, data: row['data'] as object };
        if (signal.aborted) return;
      }
      from = rows.length === MOST ? timeOf(String(rows.at(-1)?.['id'])) + OVERLAP : Math.max(from, Date.now() - EVERY);
      for (const [id, at] of seen) if (at < from - 2 * OVERLAP) seen.delete(id);
      if (rows.length < MOST) await pause(EVERY, signal);
    }
  }

  async #read(ctx: Context, since: number): Promise<Row[]> {
    const [rows] = await this.database.read(ctx.tenantId, [
      sql`select id, kind, data from feed_event
          where tenant_id = ${ctx.tenantId} and id >= ${firstIdOf(since)} and ${ctx.userId}::uuid = any(users)
          order by id limit ${MOST}`,
    ]);
    return rows ?? [];
  }
}

/** The smallest UUIDv7 of a millisecond. */
function firstIdOf(time: number): string {
  const hex = Math.max(0, time).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

function timeOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    signal.addEventListener('abort', over);
  });
}
