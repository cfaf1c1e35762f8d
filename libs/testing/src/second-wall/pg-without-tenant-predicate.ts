import pg from 'pg';
import { withoutTenantPredicate } from './without-tenant-predicate.js';

/** Says in a process's log that it runs so; no build that is delivered contains the words. */
const NOTICE = 'second wall alone: statements go out without the tenant predicate';

let told = false;

function changed(text: string): string {
  const bare = withoutTenantPredicate(text);
  if (bare !== text && !told) {
    told = true;
    process.stdout.write(`${NOTICE}\n`);
  }
  return bare;
}

/** A connection that takes the tenant's predicate out of all that is sent over it, compiled, written by hand or TypeORM's. */
class ClientWithoutTenantPredicate extends pg.Client {
  // As wide as the one of `pg`, whose overloads no subclass can repeat.
  override query(...args: unknown[]): never {
    const [first, ...rest] = args;
    const isConfig = typeof first === 'object' && first !== null && 'text' in first && !('submit' in first);
    const sent =
      typeof first === 'string'
        ? changed(first)
        : isConfig && typeof first.text === 'string'
          ? { ...first, text: changed(first.text) }
          : first;
    return (super.query as (...all: unknown[]) => never)(sent, ...rest);
  }
}

/** What a test build has instead of `pg` where the application opens its pool. */
class PoolWithoutTenantPredicate extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super({ ...config, Client: ClientWithoutTenantPredicate } as pg.PoolConfig);
  }
}

export default { ...pg, Pool: PoolWithoutTenantPredicate };
