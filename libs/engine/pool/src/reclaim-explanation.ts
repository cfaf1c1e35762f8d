import type { Context, Transaction } from '@ruyi/engine/context';
import { Parameters } from './parameters.js';
import type { PoolTraits, ReclaimRuleKind } from './pool.js';
import type { ReclaimPlans } from './reclaim-plans.js';
import { reclaimSql } from './reclaim-sql.js';

/** Why and when one record will be reclaimed; or why it will not. */
export interface ReclaimExplanation {
  readonly reclaimAt: string | null;
  readonly rule: { readonly kind: ReclaimRuleKind; readonly days: number; readonly poolId: string } | null;
  /** What the rule counts from. */
  readonly since: string | null;
  readonly spared: 'inPool' | 'locked' | 'deal' | 'noRule' | null;
}

export async function explainReclaim(
  ctx: Context,
  tx: Transaction,
  plans: ReclaimPlans,
  traits: PoolTraits,
  id: string,
): Promise<ReclaimExplanation> {
  const plan = await plans.current(ctx, tx, traits, new Date());
  const parameters = new Parameters();
  const tenant = parameters.add(ctx.tenantId);
  const record = parameters.add(id);
  const formula = reclaimSql(plan, parameters);
  const [row] = await tx.query({
    text: `with ${formula.ctes}
           select r.owner_id, r.locked, r.${traits.dealColumn} is not distinct from '${traits.dealValue}' as deal,
             reclaim.reclaim_at, reclaim.rule_kind, reclaim.rule_days, reclaim.pool_id, reclaim.clock
           from ${traits.table} r ${formula.lateral('r')} where r.tenant_id = ${tenant} and r.id = ${record}`,
    values: parameters.values,
  });
  const instant = (value: unknown): string | null => (value instanceof Date ? value.toISOString() : null);
  if (row?.['rule_kind']) {
    return {
      reclaimAt: instant(row['reclaim_at']),
      rule: {
        kind: row['rule_kind'] as ReclaimRuleKind,
        days: Number(row['rule_days']),
        poolId: String(row['pool_id']),
      },
      since: instant(row['clock']),
      spared: null,
    };
  }
  const spared =
    row?.['owner_id'] === null
      ? 'inPool'
      : row?.['locked'] === true
        ? 'locked'
        : row?.['deal'] === true && plan.rules.length > 0
          ? 'deal'
          : 'noRule';
  return { reclaimAt: null, rule: null, since: null, spared };
}
