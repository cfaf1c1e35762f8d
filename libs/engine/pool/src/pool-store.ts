import { sql, type Transaction, type Row } from '@ruyi/engine/context';
import { NO_LIMITS, type Pool, type PoolRules, type ReclaimRule } from './pool.js';

function toPool(row: Row): Pool {
  return {
    id: String(row['id']),
    module: String(row['module_key']),
    name: String(row['name']),
    position: Number(row['position']),
    enabled: row['enabled'] === true,
    members: row['members'] as Pool['members'],
    admins: row['admins'] as Pool['admins'],
    visibleFields: row['visible_fields'] as readonly string[] | null,
    limits: { ...NO_LIMITS, ...(row['limits'] as Partial<Pool['limits']>) },
    version: Number(row['version']),
  };
}

function toRule(row: Row): ReclaimRule & { poolId: string } {
  return {
    id: String(row['id']),
    poolId: String(row['pool_id']),
    kind: row['kind'] as ReclaimRule['kind'],
    enabled: row['enabled'] === true,
    days: row['days'] as ReclaimRule['days'],
    dayKind: row['day_kind'] as ReclaimRule['dayKind'],
    spareDeals: row['spare_deals'] === true,
    spareOpenOpportunities: row['spare_open_opportunities'] === true,
    enabledAt: row['enabled_at'] as Date | null,
    graceUntil: row['grace_until'] as Date | null,
  };
}

export interface StoredPool extends PoolRules {
  readonly pool: Pool;
}

/** Reads pools with their rules, in the tenant's order. A tenant has a handful: they are read whole. */
export class PoolStore {
  readonly #known = new WeakMap<Transaction, Map<string, Promise<StoredPool[]>>>();

  /** As {@link list}, read once in a transaction: for what happens with every write and changes no pool. */
  listOnce(tx: Transaction, module: string): Promise<StoredPool[]> {
    const known = this.#known.get(tx) ?? new Map<string, Promise<StoredPool[]>>();
    this.#known.set(tx, known);
    const pools = known.get(module) ?? this.list(tx, module);
    known.set(module, pools);
    return pools;
  }

  async list(tx: Transaction, module?: string): Promise<StoredPool[]> {
    const [pools = [], rules = [], pauses = []] = await tx.pipeline([
      sql`select id, module_key, name, position, enabled, members, admins, visible_fields, limits, remind_days, grace_days, version
          from pool where tenant_id = ${tx.tenantId} and deleted_at is null and (${module ?? null}::text is null or module_key = ${module ?? null})
          order by module_key, position, id`,
      sql`select id, pool_id, kind, enabled, days, day_kind, spare_deals, spare_open_opportunities, enabled_at, grace_until
          from pool_rule where tenant_id = ${tx.tenantId}`,
      sql`select to_char(day, 'YYYY-MM-DD') as day from pool_pause where tenant_id = ${tx.tenantId} order by day`,
    ]);
    const pauseDates = pauses.map((row) => String(row['day']));
    const allRules = rules.map(toRule);
    return pools.map((row) => ({
      pool: toPool(row),
      rules: allRules.filter((rule) => rule.poolId === row['id']),
      remindDays: Number(row['remind_days']),
      graceDays: Number(row['grace_days']),
      pauseDates,
    }));
  }

  async find(tx: Transaction, id: string): Promise<StoredPool | undefined> {
    return (await this.list(tx)).find((stored) => stored.pool.id === id);
  }
}
