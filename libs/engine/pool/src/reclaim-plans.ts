import type { AccessData } from '@ruyi/engine/access';
import type { Context, Transaction } from '@ruyi/engine/context';
import { usersOf } from './people.js';
import type { PoolTraits, ReclaimRule } from './pool.js';
import { PoolStore } from './pool-store.js';
import { planReclaim, type ReclaimPlan } from './reclaim-plan.js';

/** Reads the tenant's people as of the context's `accessVersion`. */
export interface PeopleSource {
  get(ctx: Context): Promise<AccessData>;
}

/** Makes the plan of the tenant's rules, as they are or as an admin is about to set them. */
export class ReclaimPlans {
  constructor(
    private readonly store: PoolStore,
    private readonly people: PeopleSource,
  ) {}

  async current(
    ctx: Context,
    tx: Transaction,
    traits: PoolTraits,
    asOf: Date,
    changed?: {
      readonly poolId: string;
      readonly rules: readonly ReclaimRule[];
      readonly pauseDates: readonly string[];
    },
  ): Promise<ReclaimPlan> {
    const [pools, data] = await Promise.all([this.store.listOnce(tx, traits.module), this.people.get(ctx)]);
    return planReclaim({
      tenantId: ctx.tenantId,
      traits,
      timeZone: ctx.timeZone,
      asOf,
      pools: pools.map(({ pool, rules }) => ({
        pool,
        rules: changed?.poolId === pool.id ? changed.rules : rules,
        ownerIds: usersOf(data, pool.members),
      })),
      pauseDates: new Set(changed?.pauseDates ?? pools[0]?.pauseDates ?? []),
    });
  }
}
