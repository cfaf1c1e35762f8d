import pg from 'pg';
import { superuserUrl } from './superuser-url.js';

/** Entries of the audit log that are made because something was refused; any other would be of a write. */
const REFUSALS = [
  'access.refused',
  ...['login.failed', 'login.locked', 'login.disabled', 'password.failed', 'password.locked'],
  ...['secondFactor.failed', 'secondFactor.locked'],
];

/** What of a company's rows changes without a write of the caller's, by table: the rows or columns that are left out, and why. */
const BESIDE: Readonly<
  Record<string, { readonly because: string; readonly rows?: string; readonly columns?: string[] }>
> = {
  session: { because: 'a session that is in use lasts longer', columns: ['expires_at'] },
  api_key: { because: 'a key says when it was used last', columns: ['last_used_at'] },
  audit_log: { because: 'a refusal is told of', rows: `action = any('{${REFUSALS.join(',')}}')` },
  outbox: {
    because:
      'the relay publishes again what nobody has done for a while, and a field is looked at again after a minute',
    rows: `name = 'metadata.settleField'`,
    columns: ['published_at'],
  },
  outbox_wakeup: { because: 'reminders of the relay; what it would relay is in outbox', rows: 'true' },
};

/** Which rows of a table without `tenant_id` are of a company, `$1`. */
const OF_A_COMPANY: Readonly<Record<string, string>> = {
  tenant: 't.id = $1',
  account: 't.id in (select account_id from account_tenant where tenant_id = $1)',
};

/** Tables that know no company, and why nothing of one can be in them. */
const NOBODYS: Readonly<Record<string, string>> = {
  login_throttle: 'counts of wrong passwords by login and address, kept because something was refused',
  request_rate: 'counts of requests, refused ones too',
  migration: 'names of the migrations that ran',
};

/** A checksum of every table of a product, past row-level security: to see that nothing has changed. */
export class TableSums {
  #statement: string | null = null;

  private constructor(private readonly pool: pg.Pool) {}

  /** Of a product that runs on its embedded database in this data folder. */
  static async of(dataFolder: string): Promise<TableSums> {
    const pool = new pg.Pool({ connectionString: await superuserUrl(dataFolder), max: 1 });
    pool.on('error', () => undefined);
    return new TableSums(pool);
  }

  /** By table, what it holds of this company; all of one moment. Throws for a table of which nobody has said whose it is. */
  async take(tenantId: string): Promise<ReadonlyMap<string, string>> {
    this.#statement ??= await this.#ofEveryTable();
    // Prepared: with a table in each of its branches it takes longer to plan than to run.
    const { rows } = await this.pool.query<{ name: string; sum: string }>({
      name: 'sums',
      text: this.#statement,
      values: [tenantId],
    });
    return new Map(rows.map(({ name, sum }) => [name, sum]));
  }

  /** The same once its jobs have ended and nothing moves any more for so many milliseconds. */
  async settled(tenantId: string, still = 1_500): Promise<ReadonlyMap<string, string>> {
    for (let last = await this.take(tenantId); ;) {
      await new Promise((resolve) => setTimeout(resolve, still));
      const next = await this.take(tenantId);
      if ([...next].every(([table, sum]) => last.get(table) === sum)) return next;
      last = next;
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  async #ofEveryTable(): Promise<string> {
    const { rows } = await this.pool.query<{ name: string; owned: boolean }>(
      `select c.relname as name, exists(select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'
         and not a.attisdropped) as owned
       from pg_class c where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
       order by 1`,
    );
    return rows
      .filter(({ name }) => !(name in NOBODYS))
      .map(({ name, owned }) => {
        const whose = owned ? 't.tenant_id = $1' : OF_A_COMPANY[name];
        if (whose === undefined) throw new Error(`nobody has said which rows of ${name} are of a company: say it here`);
        return sumOf(name, whose);
      })
      .join(' union all ');
  }
}

/**
 * Of the versions of rows that are there: a row that is written anew is another version, whatever it says. Of a table with
 * columns that do not count, what the rows say.
 */
function sumOf(table: string, whose: string): string {
  const { rows = 'false', columns = [] } = BESIDE[table] ?? {};
  const row =
    columns.length > 0
      ? `(to_jsonb(t) - '{${columns.join(',')}}'::text[])::text`
      : `t.ctid::text || ' ' || t.xmin::text`;
  return `select '${table}' as name, md5(coalesce(string_agg(${row}, E'\\n' order by ${row} collate "C"), '')) as sum
    from public.${table} t where ${whose} and not (${rows})`;
}
