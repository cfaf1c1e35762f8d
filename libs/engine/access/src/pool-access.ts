import type { Context } from '@ruyi/engine/context';

/** What a user may do with one pool. */
export interface PoolRight {
  readonly poolId: string;
  readonly module: string;
  readonly admin: boolean;
  /** Field keys that members see before claiming; null: every field they may read anyway. */
  readonly visibleFields: readonly string[] | null;
}

/** Port: which pools the acting user is a member or an admin of. */
export interface PoolAccess {
  poolsOf(ctx: Context): Promise<readonly PoolRight[]>;
}

/** For an install, or a test, without pools. */
export const noPools: PoolAccess = { poolsOf: () => Promise.resolve([]) };
