import type {
  PoolDraft,
  PoolLimits,
  PoolRules,
  ReclaimRule,
  ReclaimRuleKind,
  StoredPoolRules,
} from '@ruyi/ui/data-access';

export const RULE_KINDS: readonly ReclaimRuleKind[] = ['noFollowUp', 'noDeal', 'noOpportunity'];

/** The rules as a form edits and sends them: one of each kind, without what only the server knows. */
export function rulesDraft(stored: StoredPoolRules): PoolRules {
  return {
    rules: RULE_KINDS.map((kind) => {
      const known = stored.rules.find((rule) => rule.kind === kind);
      return known ? sent(known) : freshRule(kind);
    }),
    remindDays: stored.remindDays,
    graceDays: stored.graceDays,
    pauseDates: stored.pauseDates,
  };
}

function sent({ id, kind, enabled, days, dayKind, spareDeals, spareOpenOpportunities }: ReclaimRule): ReclaimRule {
  return { ...(id ? { id } : {}), kind, enabled, days, dayKind, spareDeals, spareOpenOpportunities };
}

function freshRule(kind: ReclaimRuleKind): ReclaimRule {
  return {
    kind,
    enabled: false,
    days: { default: 30, byLevel: {} },
    dayKind: 'natural',
    spareDeals: true,
    spareOpenOpportunities: true,
  };
}

/** What a new pool starts with: everybody, no limits. */
export const FRESH_LIMITS: PoolLimits = {
  claimPerDay: null,
  claimPerWeek: null,
  claimPerMonth: null,
  holding: { default: null },
  holdingSparesDeals: true,
  lock: { default: null },
  formerOwnerDays: 0,
};

export function freshPool(name: string): PoolDraft {
  return {
    name,
    enabled: true,
    members: { everybody: true, users: [], departments: [] },
    admins: { users: [], departments: [] },
    visibleFields: null,
    limits: FRESH_LIMITS,
  };
}
