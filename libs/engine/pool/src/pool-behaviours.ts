import { AppError } from '@ruyi/contract/errors';
import type { RecordBehaviour, RecordChange, WriteSession } from '@ruyi/engine/records';
import type { PoolTraits } from './pool.js';
import { holdingRoom, lockLimitsOf, poolOf, type Room } from './pool-limits.js';
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
      if (change.before !== null && change.touches(...facts)) await clock.refresh(ctx, tx, traits, [change.id]);
    },
    computeColumns: async ({ key }, { session: { ctx, tx } }) => {
      const traits = traitsOf(key);
      return traits ? await clock.ofNew(ctx, tx, traits) : () => null;
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
  /** The room of each owner, whose limits then wait for this transaction; null where no pool has such a limit. */
  const roomsOf = async (
    { ctx, tx }: WriteSession,
    traits: PoolTraits,
    owners: readonly string[],
  ): Promise<ReadonlyMap<string, Holding> | null> => {
    const pools = await store.listOnce(tx, traits.module);
    if (!pools.some(({ pool }) => pool.enabled && hasHoldingLimit(pool.limits.holding))) return null;
    const data = await people.get(ctx);
    const rooms = new Map<string, Holding>();
    for (const owner of [...owners].sort()) {
      await lockLimitsOf(tx, owner);
      const pool = poolOf(pools, data, owner);
      const room = await holdingRoom(ctx, tx, traits, pool, data, owner);
      rooms.set(owner, { room, sparesDeals: pool?.limits.holdingSparesDeals ?? false });
    }
    return rooms;
  };
  return {
    name: 'holdingLimit',
    modules,
    async beforeWrite(change, { session }) {
      const traits = traitsOf(change.module.key);
      const owner = change.after.ownerId;
      if (!traits || owner === null || change.before?.ownerId === owner || change.after.deletedAt !== null) return;
      if ((await roomsOf(session, traits, [owner]))?.get(owner)?.room === 0) throw limitReached();
    },
    dependsOnOthers: ({ before, after }) => after.ownerId !== null && before?.ownerId !== after.ownerId,
    async judgeMany(changes, { session }) {
      const traits = traitsOf(changes[0]?.module.key ?? '');
      const owners = new Set(changes.flatMap(({ after: { ownerId } }) => ownerId ?? []));
      const rooms = traits && (await roomsOf(session, traits, [...owners]));
      if (!traits || !rooms) return () => undefined;
      const taken = new Map<string, number>();
      return (change) => {
        const owner = change.after.ownerId;
        const { room = null, sparesDeals = false } = rooms.get(owner ?? '') ?? {};
        if (owner === null || room === null) return;
        const held = taken.get(owner) ?? 0;
        if (held >= room) throw limitReached();
        if (!sparesDeals || !isDeal(change, traits)) taken.set(owner, held + 1);
      };
    },
  };
}

/** How many more an owner may take, and whether customers with a deal count. */
interface Holding {
  readonly room: Room;
  readonly sparesDeals: boolean;
}

function isDeal({ module, after }: RecordChange, traits: PoolTraits): boolean {
  const field = [...module.fields.values()].find(
    ({ storage }) => storage.at === 'columns' && storage.columns['value'] === traits.dealColumn,
  );
  return field !== undefined && after[field.key] === traits.dealValue;
}

function limitReached(): AppError {
  return new AppError(409, 'holdingLimit', { issues: [{ path: 'ownerId', code: 'holdingLimit' }] });
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
