import { LRUCache } from 'lru-cache';
import type { PoolAccess, PoolRight } from '@ruyi/engine/access';
import type { Context, Database } from '@ruyi/engine/context';
import { includesUser } from './people.js';
import type { Pool } from './pool.js';
import type { PoolStore } from './pool-store.js';
import type { PeopleSource } from './reclaim-plans.js';

/**
 * Which pools the acting user is a member or an admin of. A change of a pool raises the tenant's `access_version`, so
 * pools are cached by it and no request pays for them.
 */
export class PoolMembership implements PoolAccess {
  readonly #pools = new LRUCache<string, { readonly version: number; readonly pools: readonly Pool[] }>({ max: 2000 });

  constructor(
    private readonly database: Database,
    private readonly store: PoolStore,
    private readonly people: PeopleSource,
  ) {}

  async poolsOf(ctx: Context): Promise<readonly PoolRight[]> {
    const { userId } = ctx;
    if (userId === null) return [];
    const [pools, data] = await Promise.all([this.#poolsAsOf(ctx), this.people.get(ctx)]);
    return pools.flatMap((pool) => {
      if (!pool.enabled) return [];
      const admin = includesUser(data, pool.admins, userId);
      if (!admin && !includesUser(data, pool.members, userId)) return [];
      return [{ poolId: pool.id, module: pool.module, admin, visibleFields: admin ? null : pool.visibleFields }];
    });
  }

  async #poolsAsOf(ctx: Context): Promise<readonly Pool[]> {
    const cached = this.#pools.get(ctx.tenantId);
    if (cached?.version === ctx.accessVersion) return cached.pools;
    const stored = await this.database.transaction(ctx.tenantId, (tx) => this.store.list(tx));
    const pools = stored.map(({ pool }) => pool);
    this.#pools.set(ctx.tenantId, { version: ctx.accessVersion, pools });
    return pools;
  }
}
