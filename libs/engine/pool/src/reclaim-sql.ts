import type { ReclaimPlan } from './reclaim-plan.js';

/**
 * The one formula of the reclaim rules, in SQL: the sweep, the preview, the column 距到期天数 and the explanation on a
 * record's page all read it, so they cannot disagree.
 *
 * `ctes` define the plan's relations; `lateral(alias)` joins to a row of the module's table
 * - `due_at`: the instant from which the record may be reclaimed,
 * - `reclaim_at`: the first sweep at or after it, not before the plan's `asOf`,
 * - `rule_id`, `pool_id`, `rule_kind`, `rule_days`, `clock`: the rule that is first, and what it counts from;
 * all null where no rule reaches the record.
 */
export interface ReclaimSql {
  readonly ctes: string;
  lateral(alias: string): string;
}

export function reclaimSql(plan: ReclaimPlan, parameters: { add(value: unknown): string }): ReclaimSql {
  const { traits, rules, calendar } = plan;
  const waits = rules.flatMap((rule) => [
    { rule: rule.id, level: null, days: rule.days.default },
    ...Object.entries(rule.days.byLevel).map(([level, count]) => ({ rule: rule.id, level, days: count })),
  ]);
  const zone = parameters.add(plan.timeZone);
  const asOf = parameters.add(plan.asOf);
  const days = parameters.add(calendar.literals.days);
  // A night is taken by its place: a join would look through the thousand days once for each record. It is compared as an
  // instant: where the clocks change, two on the wall may be three, or another hour than the sweep's.
  const nights = `${parameters.add(calendar.literals.nights)}::timestamptz[]`;
  const ctes = `cal as materialized (
    select * from unnest(${days}::date[], ${parameters.add(calendar.literals.workdayIndex)}::int[]) as t(day, workdays)
  ), workday as materialized (
    select workdays, min(day) as day from cal group by workdays
  ), pool_owner as materialized (
    select * from unnest(${parameters.add(plan.owners.map((owner) => owner.ownerId))}::uuid[], ${parameters.add(plan.owners.map((owner) => owner.poolId))}::uuid[]) as t(owner_id, pool_id)
  ), plan_rule as materialized (
    select * from unnest(
      ${parameters.add(rules.map((rule) => rule.id))}::uuid[], ${parameters.add(rules.map((rule) => rule.poolId))}::uuid[],
      ${parameters.add(rules.map((rule) => rule.kind))}::text[], ${parameters.add(rules.map((rule) => rule.dayKind === 'working'))}::boolean[],
      ${parameters.add(rules.map((rule) => rule.spareDeals))}::boolean[],
      ${parameters.add(rules.map((rule) => rule.enabledAt))}::timestamptz[], ${parameters.add(rules.map((rule) => rule.graceUntil))}::timestamptz[]
    ) as t(id, pool_id, kind, working, spare_deals, enabled_at, grace_until)
  ), rule_days as materialized (
    select * from unnest(
      ${parameters.add(waits.map((entry) => entry.rule))}::uuid[], ${parameters.add(waits.map((entry) => entry.level))}::text[], ${parameters.add(waits.map((entry) => entry.days))}::int[]
    ) as t(rule_id, level, days)
  )`;

  return {
    ctes,
    lateral: (alias) => `left join lateral (
    select due.due_at, night.night as reclaim_at, rule.id as rule_id, rule.pool_id, rule.kind as rule_kind, wait.days as rule_days, clock.clock
    from pool_owner
    join plan_rule rule on rule.pool_id = pool_owner.pool_id
    join lateral (
      select entry.days from rule_days entry
      where entry.rule_id = rule.id and (entry.level = ${alias}.${traits.levelColumn} or entry.level is null)
      order by entry.level nulls last limit 1
    ) wait on wait.days is not null
    cross join lateral (
      select case rule.kind
        when 'noFollowUp' then greatest(${alias}.owned_since, ${alias}.last_follow_up_at)
        else greatest(${alias}.owned_since, ${alias}.${traits.dealAtColumn})
      end as clock
    ) clock
    cross join lateral (select clock.clock at time zone ${zone} as local) counted
    cross join lateral (
      select case when rule.working then coalesce(
        (select workday.day from cal join workday on workday.workdays = cal.workdays + wait.days where cal.day = counted.local::date),
        case when counted.local::date < (select min(day) from cal) then counted.local::date end
      ) + counted.local::time else counted.local + make_interval(days => wait.days) end as local
    ) raw
    cross join lateral (select raw.local at time zone ${zone} as at) raw_at
    cross join lateral (
      select greatest(
        case when raw_at.at < rule.enabled_at then greatest(raw_at.at, rule.grace_until) else raw_at.at end,
        case when ${alias}.pooled_at is not null then ${alias}.owned_since + interval '1 day' end
      ) as due_at
    ) due
    cross join lateral (select greatest(due.due_at, ${asOf}::timestamptz) as at) earliest
    cross join lateral (select (earliest.at at time zone ${zone})::date - (${days}::date[])[1] + 1 as today) place
    cross join lateral (
      select case when (${nights})[place.today] >= earliest.at then (${nights})[place.today] else (${nights})[place.today + 1] end as night
    ) night
    where pool_owner.owner_id = ${alias}.owner_id and raw_at.at is not null and night.night is not null
      and ${alias}.deleted_at is null and ${alias}.locked is not true
      and not (rule.spare_deals and ${alias}.${traits.dealColumn} is not distinct from '${traits.dealValue}')
    order by due.due_at, rule.id limit 1
  ) reclaim on true`,
  };
}
