import { DateTime } from 'luxon';
import { reclaimCalendar, type ReclaimCalendar } from './reclaim-calendar.js';
import type { Pool, PoolTraits, ReclaimRule } from './pool.js';
import { addDays, type Day } from './work-calendar.js';

/** Longest waits that a rule may have. */
export const MAX_NATURAL_DAYS = 3650;
export const MAX_WORKING_DAYS = 1000;
export const MAX_GRACE_DAYS = 365;

export interface PlannedPool {
  readonly pool: Pool;
  readonly rules: readonly ReclaimRule[];
  /** The users whose records this pool's rules reclaim. */
  readonly ownerIds: readonly string[];
}

/**
 * Everything that decides when a record is reclaimed, for one module and one instant: the enabled rules of each pool,
 * which owner belongs to which pool, and the calendar. An owner who is a member of several pools belongs to the first.
 */
export interface ReclaimPlan {
  readonly tenantId: string;
  readonly traits: PoolTraits;
  readonly timeZone: string;
  /** Nothing falls due before this instant: what is overdue is due now. */
  readonly asOf: Date;
  readonly owners: readonly { readonly ownerId: string; readonly poolId: string }[];
  readonly rules: readonly (ReclaimRule & { readonly poolId: string })[];
  readonly calendar: ReclaimCalendar;
}

export interface ReclaimPlanOptions {
  readonly tenantId: string;
  readonly traits: PoolTraits;
  readonly timeZone: string;
  readonly asOf: Date;
  readonly pools: readonly PlannedPool[];
  readonly pauseDates: ReadonlySet<Day>;
}

function longestWait(rules: readonly ReclaimRule[], dayKind: 'natural' | 'working'): number {
  const waits = rules
    .filter((rule) => rule.dayKind === dayKind)
    .flatMap((rule) => [rule.days.default ?? 0, ...Object.values(rule.days.byLevel).map((days) => days ?? 0)]);
  return Math.max(0, ...waits);
}

export function planReclaim(options: ReclaimPlanOptions): ReclaimPlan {
  const taken = new Set<string>();
  const owners: { ownerId: string; poolId: string }[] = [];
  const rules: (ReclaimRule & { poolId: string })[] = [];
  for (const { pool, rules: poolRules, ownerIds } of options.pools) {
    const enabled = pool.enabled ? poolRules.filter((rule) => rule.enabled && rule.kind !== 'noOpportunity') : [];
    if (enabled.length === 0) continue;
    for (const ownerId of ownerIds) {
      if (taken.has(ownerId)) continue;
      taken.add(ownerId);
      owners.push({ ownerId, poolId: pool.id });
    }
    rules.push(...enabled.map((rule) => ({ ...rule, poolId: pool.id })));
  }
  const today = DateTime.fromJSDate(options.asOf, { zone: options.timeZone }).toISODate() ?? '';
  // Working days are at least half of all days, long holidays included; a month covers the rest.
  const workingSpan = longestWait(rules, 'working') * 2 + 31;
  const calendar = reclaimCalendar({
    timeZone: options.timeZone,
    from: addDays(today, -workingSpan),
    to: addDays(today, Math.max(workingSpan, longestWait(rules, 'natural') + 31, MAX_GRACE_DAYS + 31)),
    pauseDates: options.pauseDates,
  });
  return {
    tenantId: options.tenantId,
    traits: options.traits,
    timeZone: options.timeZone,
    asOf: options.asOf,
    owners,
    rules,
    calendar,
  };
}
