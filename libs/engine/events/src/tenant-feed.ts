import { sql, type Database, type Row } from '@ruyi/engine/context';
import { firstIdOf, timeOfId } from './id-time.js';

/** Milliseconds between looks. */
const EVERY = 1_000;
/** Ids are made before the commit: events of transactions that took up to this long are still seen. */
export const FEED_OVERLAP = 15_000;
const MOST = 500;

export type FeedListener = (row: Row) => void;

/**
 * Looks for a tenant's new events as long as somebody listens: one statement a second for each tenant with an open
 * browser, however many browsers.
 */
export class TenantFeed {
  readonly #listeners = new Map<FeedListener, string>();
  readonly #seen = new Map<string, number>();
  #from = Date.now();
  #running = false;

  constructor(
    private readonly database: Database,
    private readonly tenantId: string,
    private readonly onIdle: () => void,
  ) {}

  /** Calls `listener` for each event of the user that is found from now on; answers how to stop. */
  listen(userId: string, listener: FeedListener): () => void {
    this.#listeners.set(listener, userId);
    if (!this.#running) void this.#run();
    return () => void this.#listeners.delete(listener);
  }

  async #run(): Promise<void> {
    this.#running = true;
    this.#from = Date.now();
    await this.#look(true).catch(() => undefined);
    while (this.#listeners.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, EVERY));
      // The database may be away for a moment; the next look asks for the same again.
      await this.#look(false).catch(() => undefined);
    }
    this.#running = false;
    this.onIdle();
  }

  /** The first look only learns what was there before. */
  async #look(first: boolean): Promise<void> {
    const rows = await this.#read();
    for (const row of rows) {
      const id = String(row['id']);
      if (this.#seen.has(id)) continue;
      this.#seen.set(id, timeOfId(id));
      if (!first || timeOfId(id) >= this.#from) this.#tell(row);
    }
    const last = rows.at(-1);
    this.#from = rows.length === MOST && last ? timeOfId(String(last['id'])) + FEED_OVERLAP : Date.now();
    for (const [id, at] of this.#seen) if (at < this.#from - 2 * FEED_OVERLAP) this.#seen.delete(id);
  }

  #tell(row: Row): void {
    const users = row['users'] as readonly string[];
    for (const [listener, userId] of this.#listeners) if (users.includes(userId)) listener(row);
  }

  async #read(): Promise<Row[]> {
    const [rows] = await this.database.read(this.tenantId, [
      sql`select id, kind, users, data from feed_event
          where tenant_id = ${this.tenantId} and id >= ${firstIdOf(this.#from - FEED_OVERLAP)} order by id limit ${MOST}`,
    ]);
    return rows ?? [];
  }
}
