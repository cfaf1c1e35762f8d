import { LRUCache } from 'lru-cache';
import type { CacheFigures, Context, Database } from '@ruyi/engine/context';
import { buildTenantModel } from './build-tenant-model.js';
import type { ModuleDefinition } from './module-definition.js';
import { overlayStatements, readOverlay } from './overlay-rows.js';
import type { TenantOverlay } from './overlay.js';
import type { TenantModel } from './tenant-model.js';

/** A model weighs as much as what the tenant changed, about a kilobyte each; tenants that changed nothing share one. */
const MOST_WEIGHT = 50_000;

/**
 * The models of the tenants that are at work now, by tenant and version. The version comes with each request's session,
 * so a change is seen by the next request in every process, without anybody being told.
 */
export class ModelStore {
  private readonly models = new LRUCache<string, { readonly model: TenantModel; readonly weight: number }>({
    maxSize: MOST_WEIGHT,
    sizeCalculation: ({ weight }) => weight,
  });
  private readonly loading = new Map<string, Promise<TenantModel>>();
  private hits = 0;
  private misses = 0;

  constructor(
    private readonly database: Database,
    private readonly shipped: readonly ModuleDefinition[],
  ) {}

  get figures(): CacheFigures {
    return { entries: this.models.size, hits: this.hits, misses: this.misses };
  }

  async get(ctx: Pick<Context, 'tenantId' | 'modelVersion'>): Promise<TenantModel> {
    const key = `${ctx.tenantId}:${ctx.modelVersion}`;
    const known = this.models.get(key);
    let loading = this.loading.get(key);
    // Whoever comes while it is being read waits for that one.
    if (known || loading) this.hits += 1;
    if (known) return known.model;
    if (!loading) {
      this.misses += 1;
      loading = this.load(ctx, key).finally(() => this.loading.delete(key));
      this.loading.set(key, loading);
    }
    return loading;
  }

  private async load(ctx: Pick<Context, 'tenantId' | 'modelVersion'>, key: string): Promise<TenantModel> {
    const overlay = readOverlay(await this.database.read(ctx.tenantId, overlayStatements(ctx.tenantId)));
    const model = buildTenantModel({ tenantId: ctx.tenantId, version: ctx.modelVersion }, this.shipped, overlay);
    this.models.set(key, { model, weight: weightOf(overlay) });
    return model;
  }
}

/** A changed module is a copy of its field list, whatever was changed. */
const CHANGED_MODULES = 10;

function weightOf({ modules, fields, layouts, views }: TenantOverlay): number {
  const changes = modules.length + fields.length + layouts.length + views.length;
  return changes === 0 ? 1 : CHANGED_MODULES + changes;
}
