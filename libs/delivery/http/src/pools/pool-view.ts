import type { PoolRules, StoredPool } from '@ruyi/engine/pool';

/** A pool as the API shows it. */
export function poolView({ pool }: StoredPool): object {
  return { ...pool };
}

/** The rules of a pool as the API shows and takes them. */
export function rulesView(stored: PoolRules): object {
  return {
    rules: stored.rules.map((rule) => ({
      id: rule.id,
      kind: rule.kind,
      enabled: rule.enabled,
      days: rule.days,
      dayKind: rule.dayKind,
      spareDeals: rule.spareDeals,
      spareOpenOpportunities: rule.spareOpenOpportunities,
      enabledAt: rule.enabledAt?.toISOString() ?? null,
      graceUntil: rule.graceUntil?.toISOString() ?? null,
    })),
    remindDays: stored.remindDays,
    graceDays: stored.graceDays,
    pauseDates: stored.pauseDates,
  };
}
