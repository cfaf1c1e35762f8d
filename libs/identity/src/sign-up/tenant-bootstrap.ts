import type { Context, Transaction } from '@ruyi/engine/context';

/** Port: what another library adds to a company in the transaction that makes it (the default pool, …). */
export interface TenantBootstrap {
  /** `ctx.userId` is the first administrator. */
  bootstrap(ctx: Context, tx: Transaction): Promise<void>;
}
