import { LRUCache } from 'lru-cache';
import type { CacheFigures, Context } from '@ruyi/engine/context';
import type { AccessData, AccessSource } from './access-data.js';

/** Tenants whose people are kept in memory. */
const CACHED_TENANTS = 500;
/** People kept in memory over all tenants; a tenant of 10,000 weighs as much as a thousand small ones. */
const CACHED_PEOPLE = 200_000;

/** The tenant's people and roles as of the version that the request's session statement read. */
export class AccessStore {
  private readonly loaded = new LRUCache<string, AccessData>({
    max: CACHED_TENANTS,
    maxSize: CACHED_PEOPLE,
    sizeCalculation: (data) => 1 + data.users.size + data.departments.size,
  });
  private readonly loading = new Map<string, Promise<AccessData>>();
  private hits = 0;
  private misses = 0;

  constructor(private readonly source: AccessSource) {}

  get figures(): CacheFigures {
    return { entries: this.loaded.size, hits: this.hits, misses: this.misses };
  }

  async get(ctx: Pick<Context, 'tenantId' | 'accessVersion'>): Promise<AccessData> {
    const cached = this.loaded.get(ctx.tenantId);
    if (cached !== undefined && cached.version === ctx.accessVersion) {
      this.hits += 1;
      return cached;
    }
    const key = `${ctx.tenantId}/${ctx.accessVersion}`;
    const running = this.loading.get(key);
    // Whoever comes while it is being read waits for that one.
    if (running) this.hits += 1;
    return running ?? this.load(key, ctx);
  }

  private load(key: string, ctx: Pick<Context, 'tenantId' | 'accessVersion'>): Promise<AccessData> {
    this.misses += 1;
    const running = this.source.load(ctx.tenantId, ctx.accessVersion).then(
      (data) => {
        this.loading.delete(key);
        const cached = this.loaded.get(ctx.tenantId);
        if (cached === undefined || cached.version <= data.version) this.loaded.set(ctx.tenantId, data);
        return data;
      },
      (error: unknown) => {
        this.loading.delete(key);
        throw error;
      },
    );
    this.loading.set(key, running);
    return running;
  }
}
