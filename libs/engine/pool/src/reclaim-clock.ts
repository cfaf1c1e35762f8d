import type { Context, Transaction } from '@ruyi/engine/context';
import { namedWrite } from '@ruyi/engine/query';
import type { ComputeColumns } from '@ruyi/engine/records';
import { Parameters } from './parameters.js';
import type { PoolTraits } from './pool.js';
import type { ReclaimPlan } from './reclaim-plan.js';
import { ReclaimPlans } from './reclaim-plans.js';
import { reclaimSql } from './reclaim-sql.js';

/** Records per transaction when everything is computed anew. */
export const CLOCK_BATCH = 2000;

/** Records up to which planning costs more than writing, so that the plan is kept. */
const FEW = 10;

/** Keeps `reclaim_at` and `reclaim_rule` of records what the rules say they are. */
export class ReclaimClock {
  constructor(private readonly plans: ReclaimPlans) {}

  /** For records whose facts have just changed, in the same transaction. */
  async refresh(ctx: Context, tx: Transaction, traits: PoolTraits, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const plan = await this.plans.current(ctx, tx, traits, new Date());
    await this.#write(tx, plan, ids);
  }

  /** For new records, in the statement that inserts them. */
  async ofNew(ctx: Context, tx: Transaction, traits: PoolTraits): Promise<ComputeColumns> {
    const plan = await this.plans.current(ctx, tx, traits, new Date());
    return (parameters, owners) => {
      if (plan.rules.length === 0) return null;
      // Each row is held against each of them.
      const asked = { ...plan, owners: plan.owners.filter(({ ownerId }) => owners.has(ownerId)) };
      const formula = reclaimSql(asked, parameters);
      return {
        ctes: formula.ctes,
        join: (alias) => formula.lateral(alias),
        columns: { reclaim_at: 'reclaim.reclaim_at', reclaim_rule: 'reclaim.rule_id' },
      };
    };
  }

  /** The next batch after `afterId`, for a change of rules; answers the last id, or null at the end. */
  async refreshBatch(
    ctx: Context,
    tx: Transaction,
    traits: PoolTraits,
    afterId: string | null,
  ): Promise<string | null> {
    const rows = await tx.query<{ id: string }>({
      text: `select id from ${traits.table} where tenant_id = $1 and ($2::uuid is null or id > $2) order by id limit $3 for update`,
      values: [ctx.tenantId, afterId, CLOCK_BATCH],
    });
    await this.refresh(
      ctx,
      tx,
      traits,
      rows.map((row) => row.id),
    );
    return rows.length < CLOCK_BATCH ? null : (rows.at(-1)?.id ?? null);
  }

  async #write(tx: Transaction, plan: ReclaimPlan, ids: readonly string[]): Promise<void> {
    const parameters = new Parameters();
    const tenant = parameters.add(plan.tenantId);
    const wanted = parameters.add(ids);
    if (plan.rules.length === 0) {
      await tx.query({
        text: `update ${plan.traits.table} set reclaim_at = null, reclaim_rule = null
               where tenant_id = ${tenant} and id = any(${wanted}::uuid[]) and reclaim_at is not null`,
        values: parameters.values,
      });
      return;
    }
    const formula = reclaimSql(plan, parameters);
    // Joined by their ids, because a plan that is kept knows no tenant: `id = any(…)` read the whole of a large one by some index.
    const text = `with ${formula.ctes}, computed as (
               select r.id, reclaim.reclaim_at, reclaim.rule_id
               from unnest(${wanted}::uuid[]) wanted (id) join ${plan.traits.table} r on r.tenant_id = ${tenant} and r.id = wanted.id
                 ${formula.lateral('r')}
             )
             update ${plan.traits.table} as r set reclaim_at = computed.reclaim_at, reclaim_rule = computed.rule_id
             from computed where r.tenant_id = ${tenant} and r.id = computed.id
               and (r.reclaim_at, r.reclaim_rule) is distinct from (computed.reclaim_at, computed.rule_id)`;
    await tx.query(ids.length > FEW ? { text, values: parameters.values } : namedWrite(text, parameters.values));
  }
}
