import { createHash } from 'node:crypto';
import pg from 'pg';
import { superuserUrl } from './superuser-url.js';

/**
 * Tables that change without a write of the caller's: who knocked, what was answered to a repeat, who is still there, and
 * the relay's own reminders (what it would relay is in `outbox`).
 */
const BESIDE = new Set(['session', 'idempotency_key', 'audit_log', 'outbox_wakeup']);

/** A checksum of every table of a product, past row-level security: to see that nothing has changed. */
export class TableSums {
  private constructor(private readonly pool: pg.Pool) {}

  /** Of a product that runs on its embedded database in this data folder. */
  static async of(dataFolder: string): Promise<TableSums> {
    const pool = new pg.Pool({ connectionString: await superuserUrl(dataFolder), max: 1 });
    pool.on('error', () => undefined);
    return new TableSums(pool);
  }

  /** By table, what it holds of this company. */
  async take(tenantId: string): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.pool.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'tenant_id' and not a.attisdropped order by 1`,
    );
    const sums = new Map<string, string>();
    for (const { name } of rows.filter((row) => !BESIDE.has(row.name))) {
      const { rows: held } = await this.pool.query<{ text: string }>(
        `select t::text as text from ${name} t where tenant_id = $1 order by 1`,
        [tenantId],
      );
      sums.set(
        name,
        createHash('sha256')
          .update(held.map(({ text }) => text).join('\n'))
          .digest('hex'),
      );
    }
    return sums;
  }

  /** The same once its jobs have ended and nothing moves any more. */
  async settled(tenantId: string): Promise<ReadonlyMap<string, string>> {
    for (let last = await this.take(tenantId); ;) {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const next = await this.take(tenantId);
      if ([...next].every(([table, sum]) => last.get(table) === sum)) return next;
      last = next;
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
