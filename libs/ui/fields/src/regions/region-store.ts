import { Injectable, inject, signal } from '@angular/core';
import type { RegionNames } from '@ruyi/contract/field-values';
import { FieldEnvironment } from '../field-environment.js';

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly hasChildren: boolean;
}

/** The regions as a tree. */
export interface RegionTree extends RegionNames {
  children(code: string | null): readonly Region[];
  parent(code: string): string | null;
  search(words: string, most: number): readonly Region[];
}

/** The offline data of regions, loaded once when first needed. */
@Injectable({ providedIn: 'root' })
export class RegionStore {
  private readonly environment = inject(FieldEnvironment);
  private readonly tree = signal<RegionTree | null>(null);
  private running: Promise<void> | null = null;
  readonly regions = this.tree.asReadonly();
  readonly loading = signal(false);
  readonly failed = signal(false);

  load(): Promise<void> {
    if (this.tree()) return Promise.resolve();
    this.running ??= this.read().finally(() => (this.running = null));
    return this.running;
  }

  private async read(): Promise<void> {
    this.loading.set(true);
    this.failed.set(false);
    try {
      const { loadRegionTree } = await import('./load-region-tree.js');
      const tree = await loadRegionTree();
      this.tree.set(tree);
      this.environment.regions.set(tree);
    } catch {
      this.failed.set(true);
    } finally {
      this.loading.set(false);
    }
  }
}
