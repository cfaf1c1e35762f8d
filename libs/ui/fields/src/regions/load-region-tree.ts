import { loadRegions } from '@ruyi/contract/field-values';
import type { RegionTree } from './region-store.js';

/** Fetches the offline data, a chunk of its own, with the first call. */
export function loadRegionTree(): Promise<RegionTree> {
  return loadRegions();
}
