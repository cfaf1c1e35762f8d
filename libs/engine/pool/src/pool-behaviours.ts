import { AppError } from '@ruyi/contract/errors';
import type { RecordBehaviour } from '@ruyi/engine/records';
import { holdingRoom, lockLimitsOf, poolOf } from './pool-limits.js';
import type { TraitsOf } from './pool-record-actions.js';
import type { PoolStore } from './pool-store.js';
import type { ReclaimClock } from './reclaim-clock.js';
import type { PeopleSource } from './reclaim-plans.js';

/** Keeps the day of reclaiming right whenever something that it is computed from changes. */
export function reclaimClockBehaviour(
  clock: ReclaimClock,
  traitsOf: TraitsOf,
  modules: readonly string[],
): RecordBehaviour {
  return {
    name: 'reclaimClock',
    modules,
    evenQuiet: true,
    async afterWrite(change, { session: { ctx, tx } }) {
      const traits = traitsOf(change.module.key);
      if (!traits) return;
      const facts = [
        'ownerId',
        'ownedSince',
        'lastFollowUpAt',
        'locked',
        'deletedAt',
        'poolId',
        ...traits.watchedFields,
      ];
      if (change.before === null || change.touches(...facts)) await clock.refresh(ctx, tx, traits, [change.id]);
    },
  };
}

/** Nobody comes to own more records than the holding limit allows, by whatever way. */
export function holdingLimitBehaviour(
  store: PoolStore,
  people: PeopleSource,
  traitsOf: TraitsOf,
  modules: readonly string[],
): RecordBehaviour {
  return {
    name: 'holdingLimit',
    modules,
    async beforeWrite(change, { session: { ctx, tx } }) {
      const traits = traitsOf(change.module.key);
      const owner = change.after.ownerId;
      if (!traits || owner === null || change.before?.ownerId === owner || change.after.deletedAt !== null) return;
      const pools = await store.listOnce(tx, traits.module);
      if (!pools.some(({ pool }) => pool.enabled && hasHoldingLimit(pool.limits.holding))) return;
      const data = await people.get(ctx);
      await lockLimitsOf(tx, owner);
      const room = await holdingRoom(ctx, tx, traits, poolOf(pools, data, owner), data, owner);
      if (room === 0) throw new AppError(409, 'holdingLimit', { issues: [{ path: 'ownerId', code: 'holdingLimit' }] });
    },
  };
}

function hasHoldingLimit(limit: {
  readonly default: number | null;
  readonly users?: object;
  readonly departments?: object;
}): boolean {
  return (
    limit.default !== null ||
    Object.keys(limit.users ?? {}).length > 0 ||
    Object.keys(limit.departments ?? {}).length > 0
  );
}
