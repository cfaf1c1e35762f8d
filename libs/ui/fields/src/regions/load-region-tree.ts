import type { RegionTree } from './region-store.js';

export async function loadRegionTree(): Promise<RegionTree> {
  return { has: () => true, displayName: () => undefined, children: () => [], parent: () => null, search: () => [] };
}
