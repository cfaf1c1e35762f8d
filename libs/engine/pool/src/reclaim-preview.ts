import type { Context, Transaction } from '@ruyi/engine/context';
import { Parameters } from './parameters.js';
import type { ReclaimRuleKind } from './pool.js';
import type { ReclaimPlan } from './reclaim-plan.js';
import { nextSweep } from './reclaim-calendar.js';
import { reclaimSql } from './reclaim-sql.js';

const FIRST_RECORDS = 50;

export interface PreviewCounts {
  readonly tonight: number;
  readonly in7: number;
  readonly in30: number;
}

/** What the rules would do, if nobody did anything meanwhile. */
export interface ReclaimPreview {
  readonly tonight: { readonly count: number; readonly at: string };
  readonly in7: { readonly count: number };
  readonly in30: { readonly count: number };
  /** Live records that somebody owns. */
  readonly owned: number;
  readonly owners: readonly (PreviewCounts & { readonly ownerId: string; readonly owned: number })[];
  /** The ones that go first. */
  readonly first: readonly {
    readonly id: string;
    readonly name: string;
    readonly ownerId: string;
    readonly lastFollowUpAt: string | null;
    readonly reclaimAt: string;
    /** Whole days since the rule's clock started. */
    readonly idleDays: number;
    readonly rule: { readonly kind: ReclaimRuleKind; readonly days: number };
    readonly level: string | null;
  }[];
}

/** What a preview looks at: the records of one pool, or of all. */
export interface PreviewScope {
  /** The column that names the records. */
  readonly nameColumn: string;
  readonly poolId?: string;
  readonly pauseDates: ReadonlySet<string>;
}

/** The records that the plan moves within 30 days, soonest first, as a query to select from. */
function computedRecords(
  ctx: Context,
  plan: ReclaimPlan,
  scope: PreviewScope,
): { readonly body: string; readonly values: readonly unknown[]; readonly tonight: Date } {
  const parameters = new Parameters();
  const tenant = parameters.add(ctx.tenantId);
  const { traits } = plan;
  const formula = reclaimSql(plan, parameters);
  const tonight = nextSweep(plan.asOf, plan.timeZone, scope.pauseDates);
  const until = [0, 6, 29].map((days) => parameters.add(new Date(tonight.getTime() + days * 86_400_000)));
  const pool = parameters.add(scope.poolId ?? null);
  const asOf = parameters.add(plan.asOf);
  const body = `with ${formula.ctes}, computed as materialized (
      select r.id, r.${scope.nameColumn} as name, r.owner_id, r.last_follow_up_at, r.${traits.levelColumn} as level,
        reclaim.reclaim_at, reclaim.rule_kind, reclaim.rule_days, reclaim.clock,
        reclaim.reclaim_at <= ${until[0]}::timestamptz as tonight, reclaim.reclaim_at <= ${until[1]}::timestamptz as in7,
        floor(extract(epoch from ${asOf}::timestamptz - reclaim.clock) / 86400)::int as idle_days
      from ${traits.table} r ${formula.lateral('r')}
      where r.tenant_id = ${tenant} and r.deleted_at is null and r.owner_id is not null
        and reclaim.reclaim_at <= ${until[2]}::timestamptz and (${pool}::uuid is null or reclaim.pool_id = ${pool})
    )`;
  return { body, values: parameters.values, tonight };
}

/** The ids of those records, soonest first, at most `limit` of them. */
export async function previewedIds(
  ctx: Context,
  tx: Transaction,
  plan: ReclaimPlan,
  scope: PreviewScope,
  limit: number,
): Promise<string[]> {
  const { body, values } = computedRecords(ctx, plan, scope);
  const rows = await tx.query<{ id: string }>({
    text: `${body} select id from computed order by reclaim_at, clock, id limit ${limit}`,
    values,
  });
  return rows.map(({ id }) => id);
}

/** Runs the plan over the module's records without changing any. */
export async function previewReclaim(
  ctx: Context,
  tx: Transaction,
  plan: ReclaimPlan,
  scope: PreviewScope,
): Promise<ReclaimPreview> {
  const { body, values, tonight } = computedRecords(ctx, plan, scope);
  const owned = await tx.query<{ owner_id: string; owned: number }>({
    text: `select owner_id, count(*)::int as owned from ${plan.traits.table}
           where tenant_id = $1 and deleted_at is null and owner_id is not null group by owner_id`,
    values: [ctx.tenantId],
  });
  const [counts = [], first = []] = await tx.pipeline([
    {
      text: `${body} select owner_id, count(*) filter (where tonight)::int as tonight,
               count(*) filter (where in7)::int as in7, count(*)::int as in30
             from computed group by owner_id`,
      values,
    },
    {
      text: `${body} select * from computed order by reclaim_at, clock, id limit ${FIRST_RECORDS}`,
      values,
    },
  ]);
  const owners = owned
    .map((row) => {
      const found = counts.find((each) => each['owner_id'] === row.owner_id);
      const count = (key: string): number => Number(found?.[key] ?? 0);
      return {
        ownerId: row.owner_id,
        owned: row.owned,
        tonight: count('tonight'),
        in7: count('in7'),
        in30: count('in30'),
      };
    })
    .sort((a, b) => b.in30 - a.in30 || b.owned - a.owned);
  const sum = (key: keyof PreviewCounts): number => owners.reduce((total, owner) => total + owner[key], 0);
  return {
    tonight: { count: sum('tonight'), at: tonight.toISOString() },
    in7: { count: sum('in7') },
    in30: { count: sum('in30') },
    owned: owners.reduce((total, owner) => total + owner.owned, 0),
    owners,
    first: first.map((row) => ({
      id: String(row['id']),
      name: String(row['name']),
      ownerId: String(row['owner_id']),
      lastFollowUpAt: toIso(row['last_follow_up_at']),
      reclaimAt: toIso(row['reclaim_at']) ?? '',
      idleDays: Number(row['idle_days']),
      rule: { kind: row['rule_kind'] as ReclaimRuleKind, days: Number(row['rule_days']) },
      level: row['level'] as string | null,
    })),
  };
}

function toIso(value: unknown): string | null {
  return value instanceof Date
    ? value.toISOString()
    : value === null || value === undefined
      ? null
      : new Date(String(value)).toISOString();
}
