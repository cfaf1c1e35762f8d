import { newId, sql, type Database, type Statement, type Transaction } from '@ruyi/engine/context';
import { NO_TENANT } from './no-tenant.js';

/** A job on its way to the queue: enough to find its outbox row. The queue must ignore an id that it still has. */
export interface PublishedJob {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
}

/** Port: the queue. */
export interface JobPublisher {
  publish(jobs: readonly PublishedJob[]): Promise<void>;
}

interface Wakeup {
  readonly id: string;
  readonly tenant_id: string;
}

interface DueJob {
  readonly id: string;
  readonly name: string;
}

/** A published job whose row is still there after this long is published again, under the same id. */
const REPUBLISH_SECONDS = 60;
const WAKEUPS_PER_TURN = 200;
const JOBS_PER_TENANT = 500;
/** Of one tenant's heavy jobs, as many are with the queue at a time: the others wait here and let other tenants pass. */
const HEAVY_PER_TENANT = 2;
/** Milliseconds after which a tenant is looked at again whose heavy jobs wait for each other. */
const HEAVY_LOOK = 250;

/**
 * Takes due wake-ups with SKIP LOCKED, so any number of relays may run, and publishes each named tenant's due outbox
 * rows in that tenant's own transaction. A wake-up is given up only after its tenant has a later one while rows remain.
 */
export class OutboxRelay {
  constructor(
    private readonly database: Database,
    private readonly publisher: JobPublisher,
    /** Names of heavy jobs. */
    private readonly heavy: ReadonlySet<string> = new Set(),
  ) {}

  /** One turn; returns how many wake-ups it took, so that the caller goes on at once while there are more. */
  async turn(): Promise<number> {
    return this.database.transaction(NO_TENANT, async (tx) => {
      const wakeups = await tx.query<Wakeup>(
        sql`select id, tenant_id from outbox_wakeup where at <= now() order by at limit ${WAKEUPS_PER_TURN} for update skip locked`,
      );
      if (wakeups.length === 0) return 0;
      const next: Statement[] = [];
      for (const tenantId of new Set(wakeups.map((wakeup) => wakeup.tenant_id))) {
        const again = await this.database.transaction(tenantId, (tenant) => this.#publishDue(tenant));
        if (again)
          next.push(sql`insert into outbox_wakeup (id, tenant_id, at) values (${newId()}, ${tenantId}, ${again})`);
      }
      await tx.pipeline([
        ...next,
        sql`delete from outbox_wakeup where id = any(${wakeups.map((wakeup) => wakeup.id)}::uuid[])`,
      ]);
      return wakeups.length;
    });
  }

  /** Returns when this tenant has to be looked at again; null when its outbox is empty. */
  async #publishDue(tx: Transaction): Promise<Date | null> {
    const heavy = [...this.heavy];
    const due = await tx.query<DueJob>(
      sql`select id, name from outbox
          where tenant_id = ${tx.tenantId} and run_at <= now()
            and (published_at < now() - make_interval(secs => ${REPUBLISH_SECONDS})
                 or published_at is null and (name <> all(${heavy}::text[]) or id in (
                   select w.id from outbox w
                   where w.tenant_id = ${tx.tenantId} and w.name = any(${heavy}::text[]) and w.published_at is null and w.run_at <= now()
                   order by w.run_at, w.id
                   limit greatest(0, ${HEAVY_PER_TENANT} - (
                     select count(*) from outbox f
                     where f.tenant_id = ${tx.tenantId} and f.name = any(${heavy}::text[]) and f.published_at is not null)))))
          order by run_at limit ${JOBS_PER_TENANT} for update skip locked`,
    );
    if (due.length > 0) {
      await this.publisher.publish(due.map((job) => ({ id: job.id, tenantId: tx.tenantId, name: job.name })));
      await tx.query(
        sql`update outbox set published_at = now()
            where tenant_id = ${tx.tenantId} and id = any(${due.map((job) => job.id)}::uuid[])`,
      );
    }
    const [left] = await tx.query<{ at: Date | null }>(
      sql`select min(case when published_at is null and name = any(${heavy}::text[])
                            then greatest(run_at, now() + make_interval(secs => ${HEAVY_LOOK / 1000}))
                          when published_at is null then greatest(run_at, now())
                          else greatest(published_at, now()) + make_interval(secs => ${REPUBLISH_SECONDS + 1}) end) as at
          from outbox where tenant_id = ${tx.tenantId}`,
    );
    return left?.at ?? null;
  }
}
