import { DateTime } from 'luxon';
import type { AccessData } from '@ruyi/engine/access';
import { sql, type Context, type Transaction } from '@ruyi/engine/context';
import { includesUser, limitFor } from './people.js';
import type { Pool, PoolTraits } from './pool.js';
import type { StoredPool } from './pool-store.js';

/** How many more records a person may take; null: as many as they like. */
export type Room = number | null;

/** The smaller of two rooms. */
export function tighter(a: Room, b: Room): Room {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}

/**
 * Makes everything that counts against a person's limits wait in turn until the transaction ends; without it two
 * claims at the same moment would each see room for one.
 */
export async function lockLimitsOf(tx: Transaction, userId: string): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`pool:${tx.tenantId}:${userId}`}, 0))`);
}

/** The pool whose holding and lock limits hold for a person: the first that has them as a member. */
export function poolOf(pools: readonly StoredPool[], data: AccessData, userId: string): Pool | undefined {
  return pools.find(({ pool }) => pool.enabled && includesUser(data, pool.members, userId))?.pool;
}

/** Room under the pool's claim limits, counted from the start of the day, week and month. */
export async function claimRoom(ctx: Context, tx: Transaction, pool: Pool, userId: string): Promise<Room> {
  const { claimPerDay, claimPerWeek, claimPerMonth } = pool.limits;
  if (claimPerDay === null && claimPerWeek === null && claimPerMonth === null) return null;
  const now = DateTime.now().setZone(ctx.timeZone);
  const [row] = await tx.query<{ day: number; week: number; month: number }>(sql`
    select count(*) filter (where at >= ${now.startOf('day').toJSDate()})::int as day,
      count(*) filter (where at >= ${now.startOf('week').toJSDate()})::int as week,
      count(*) filter (where at >= ${now.startOf('month').toJSDate()})::int as month
    from pool_move where tenant_id = ${ctx.tenantId} and kind = 'claim' and to_owner = ${userId} and pool_id = ${pool.id}
      and undone_at is null and at >= ${now.startOf('month').minus({ days: 7 }).toJSDate()}`);
  const left = (limit: number | null, used: number): Room => (limit === null ? null : Math.max(0, limit - used));
  return [
    left(claimPerDay, row?.day ?? 0),
    left(claimPerWeek, row?.week ?? 0),
    left(claimPerMonth, row?.month ?? 0),
  ].reduce(tighter, null);
}

/** Room under the limit of records owned. */
export async function holdingRoom(
  ctx: Context,
  tx: Transaction,
  traits: PoolTraits,
  pool: Pool | undefined,
  data: AccessData,
  userId: string,
): Promise<Room> {
  const limit = pool ? limitFor(data, pool.limits.holding, userId) : null;
  if (limit === null || !pool) return null;
  const spare = pool.limits.holdingSparesDeals ? `and ${traits.dealColumn} is distinct from '${traits.dealValue}'` : '';
  const [row] = await tx.query<{ held: number }>({
    text: `select count(*)::int as held from ${traits.table} where tenant_id = $1 and owner_id = $2 and deleted_at is null ${spare}`,
    values: [ctx.tenantId, userId],
  });
  return Math.max(0, limit - (row?.held ?? 0));
}

/** Room under the limit of records kept from reclaiming. */
export async function lockRoom(
  ctx: Context,
  tx: Transaction,
  traits: PoolTraits,
  pool: Pool | undefined,
  data: AccessData,
  userId: string,
): Promise<Room> {
  const limit = pool ? limitFor(data, pool.limits.lock, userId) : null;
  if (limit === null) return null;
  const [row] = await tx.query<{ held: number }>({
    text: `select count(*)::int as held from ${traits.table} where tenant_id = $1 and owner_id = $2 and deleted_at is null and locked`,
    values: [ctx.tenantId, userId],
  });
  return Math.max(0, limit - (row?.held ?? 0));
}
