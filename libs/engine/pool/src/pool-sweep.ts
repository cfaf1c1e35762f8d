import { newId, sql, type Context, type Database, type Transaction } from '@ruyi/engine/context';
import type { NewNotification, NotificationKind, Notifications } from '@ruyi/engine/events';
import { OwnerMover, type OwnerMove } from './owner-mover.js';
import { Parameters } from './parameters.js';
import type { PoolTraits } from './pool.js';
import type { PoolStore } from './pool-store.js';
import type { ReclaimPlans } from './reclaim-plans.js';
import { isBlocked, nextSweep } from './reclaim-calendar.js';
import { reclaimSql } from './reclaim-sql.js';
import type { SweepFigures } from './sweep-figures.js';
import { DateTime } from 'luxon';

/** Records moved in one transaction. */
const SWEEP_BATCH = 500;

export interface SweepResult {
  readonly reclaimed: number;
  readonly reminded: number;
  /** Why nothing was reclaimed: today is a statutory holiday or a pause date. */
  readonly paused: boolean;
}

/** What a sweep works with. */
export interface PoolSweepParts {
  readonly database: Database;
  readonly store: PoolStore;
  readonly plans: ReclaimPlans;
  readonly mover: OwnerMover;
  readonly notifications: Notifications;
  /** Absent: nobody counts. */
  readonly figures?: SweepFigures | undefined;
}

/** One run over a module. */
interface Sweep {
  readonly asOf: Date;
  /** The first night at or after `asOf` that reclaims. */
  readonly night: Date;
  readonly changeSet: string;
  readonly label: { readonly zh: string; readonly en?: string };
}

interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly owner_id: string;
  readonly owned_since: Date | null;
  readonly pool_id: string;
  readonly rule_id: string;
  readonly rule_kind: string;
  readonly rule_days: number;
}

/**
 * Moves into the pools what is due, in batches, each one transaction: dying half-way leaves whole batches done, and a
 * second run finds only what is left. Every record is judged again by the rules as they are now.
 */
export class PoolSweep {
  constructor(private readonly parts: PoolSweepParts) {}

  async run(ctx: Context, traits: PoolTraits, asOf: Date, label: { zh: string; en?: string }): Promise<SweepResult> {
    const { database, store, figures } = this.parts;
    const today = DateTime.fromJSDate(asOf, { zone: ctx.timeZone }).toISODate() ?? '';
    const pauseDates = await database.transaction(ctx.tenantId, async (tx) => {
      const pools = await store.list(tx, traits.module);
      return new Set(pools[0]?.pauseDates ?? []);
    });
    const paused = isBlocked(today, pauseDates);
    // The stored date is that of a night; what is due now is due in the next night at the latest.
    const night = nextSweep(asOf, ctx.timeZone, pauseDates);
    const changeSet = newId();
    let reclaimed = 0;
    while (!paused) {
      const moved = await database.transaction(ctx.tenantId, (tx) =>
        this.#reclaimBatch(ctx, tx, traits, { asOf, night, changeSet, label }),
      );
      reclaimed += moved;
      if (moved > 0) figures?.reclaimed(traits.module, moved);
      if (moved < SWEEP_BATCH) break;
    }
    const reminded = await database.transaction(ctx.tenantId, (tx) => this.#remind(ctx, tx, traits, asOf, label));
    figures?.swept(traits.module, paused ? 'paused' : 'done');
    return { reclaimed, reminded, paused };
  }

  async #reclaimBatch(
    ctx: Context,
    tx: Transaction,
    traits: PoolTraits,
    { asOf, night, changeSet, label }: Sweep,
  ): Promise<number> {
    const plan = await this.parts.plans.current(ctx, tx, traits, asOf);
    if (plan.rules.length === 0 || plan.owners.length === 0) return 0;
    const parameters = new Parameters();
    const tenant = parameters.add(ctx.tenantId);
    const formula = reclaimSql(plan, parameters);
    const limit = parameters.add(asOf);
    // The stored date narrows, and orders, by its index; the rule decides.
    const candidates = await tx.query<Candidate & object>({
      text: `with ${formula.ctes}
             select r.id, r.${traits.nameColumn} as name, r.owner_id, r.owned_since, reclaim.pool_id, reclaim.rule_id, reclaim.rule_kind, reclaim.rule_days
             from ${traits.table} r ${formula.lateral('r')}
             where r.tenant_id = ${tenant} and r.owner_id is not null and r.deleted_at is null
               and r.reclaim_at <= ${parameters.add(night)} and reclaim.due_at <= ${limit}
             order by r.reclaim_at, r.id limit ${SWEEP_BATCH} for update of r skip locked`,
      values: parameters.values,
    });
    const moves: OwnerMove[] = candidates.map((row) => ({
      recordId: row.id,
      fromOwner: row.owner_id,
      fromPool: null,
      ownedSince: row.owned_since,
      toOwner: null,
      toPool: row.pool_id,
      rule: { id: row.rule_id, kind: row.rule_kind, days: row.rule_days },
    }));
    await this.parts.mover.apply(ctx, tx, traits, 'reclaim', moves, changeSet);
    await this.parts.notifications.add(
      ctx,
      tx,
      noticesOf(traits, label, { one: 'reclaimed', many: 'reclaimedMany' }, candidates),
    );
    return candidates.length;
  }

  /** Tells owners what will leave them soon, once per record and date. */
  async #remind(
    ctx: Context,
    tx: Transaction,
    traits: PoolTraits,
    asOf: Date,
    label: { zh: string; en?: string },
  ): Promise<number> {
    const pools = await this.parts.store.list(tx, traits.module);
    const days = Math.max(0, ...pools.filter(({ pool }) => pool.enabled).map((stored) => stored.remindDays));
    if (days === 0) return 0;
    const rows = await tx.query<{ id: string; name: string; owner_id: string; days: number }>({
      text: `with soon as (
               select r.id, r.${traits.nameColumn} as name, r.owner_id, r.reclaim_at,
                 ceil(extract(epoch from r.reclaim_at - $2::timestamptz) / 86400)::int as days
               from ${traits.table} r
               join pool_rule rule on rule.tenant_id = r.tenant_id and rule.id = r.reclaim_rule
               join pool on pool.tenant_id = r.tenant_id and pool.id = rule.pool_id
               where r.tenant_id = $1 and r.deleted_at is null and r.owner_id is not null
                 and r.reclaim_at > $2::timestamptz and r.reclaim_at <= $2::timestamptz + make_interval(days => pool.remind_days)
               order by r.reclaim_at, r.id limit 5000
             ), told as (
               insert into pool_reminder (tenant_id, record_id, reclaim_at) select $1, id, reclaim_at from soon
               on conflict do nothing returning record_id
             )
             select soon.id, soon.name, soon.owner_id, soon.days from soon join told on told.record_id = soon.id`,
      values: [ctx.tenantId, asOf],
    });
    await this.parts.notifications.add(
      ctx,
      tx,
      noticesOf(traits, label, { one: 'reclaimSoon', many: 'reclaimSoonMany' }, rows),
    );
    await tx.query(
      sql`delete from pool_reminder where tenant_id = ${ctx.tenantId} and reclaim_at < ${asOf}::timestamptz - interval '90 days'`,
    );
    return rows.length;
  }
}

/** Up to so many records a person is told of one by one. */
const NOTICES_EACH = 5;

/** One notice per record, or one for all of a person's when they are many. */
function noticesOf(
  traits: PoolTraits,
  label: { readonly zh: string; readonly en?: string },
  kinds: { readonly one: NotificationKind; readonly many: NotificationKind },
  rows: readonly { readonly id: string; readonly name: string; readonly owner_id: string; readonly days?: number }[],
): NewNotification[] {
  const module = `${label.zh}|${label.en ?? label.zh}`;
  const owners = Map.groupBy(rows, (row) => row.owner_id);
  return [...owners].flatMap(([userId, mine]): NewNotification[] => {
    const [first] = mine;
    if (first && mine.length > NOTICES_EACH) {
      const days = Math.max(...mine.map((row) => row.days ?? 0));
      return [{ kind: kinds.many, userId, params: { name: first.name, count: mine.length, days, module } }];
    }
    return mine.map((row) => ({
      kind: kinds.one,
      userId,
      params: { name: row.name, module, ...(row.days === undefined ? {} : { days: row.days }) },
      record: { module: traits.module, id: row.id },
    }));
  });
}
