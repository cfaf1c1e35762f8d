import { Injectable, inject, signal } from '@angular/core';
import { loadRegions, type RegionTree } from '@ruyi/contract/field-values';
import { FieldEnvironment } from '../field-environment.js';

/** The offline data of regions, loaded once when first needed. */
@Injectable({ providedIn: 'root' })
export class RegionStore {
  private readonly environment = inject(FieldEnvironment);
  private readonly tree = signal<RegionTree | null>(null);
  readonly regions = this.tree.asReadonly();
  readonly loading = signal(false);
  readonly failed = signal(false);

  async load(): Promise<void> {
    if (this.tree() || this.loading()) return;
    this.loading.set(true);
    this.failed.set(false);
    try {
      const tree = await loadRegions();
      this.tree.set(tree);
      this.environment.regions.set(tree);
    } catch {
      this.failed.set(true);
    }
    this.loading.set(false);
  }
}
