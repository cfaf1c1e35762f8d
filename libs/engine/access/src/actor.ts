import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import type { AccessData, OrganisationUser } from './access-data.js';
import type { AccessStore } from './access-store.js';
import type { PoolAccess, PoolRight } from './pool-access.js';

/** Who acts, with all that access is decided from. */
export interface Actor {
  /** Null: the system, which may do everything. */
  readonly user: OrganisationUser | null;
  readonly data: AccessData;
  readonly pools: readonly PoolRight[];
}

/** Makes the actor of a request. */
export class Actors {
  constructor(
    private readonly store: AccessStore,
    private readonly pools: PoolAccess,
  ) {}

  /** Throws 401 for a user who is disabled or gone. */
  async of(ctx: Context): Promise<Actor> {
    const data = await this.store.get(ctx);
    if (ctx.userId === null) return { user: null, data, pools: [] };
    const user = data.users.get(ctx.userId);
    if (user === undefined || !user.active) throw new AppError(401, 'unauthenticated');
    return { user, data, pools: await this.pools.poolsOf(ctx) };
  }
}
