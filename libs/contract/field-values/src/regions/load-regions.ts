import type { RegionTree } from './region-tree.js';

let loading: Promise<RegionTree> | null = null;

/** The region data, fetched with the first call and kept. */
export function loadRegions(): Promise<RegionTree> {
  loading ??= read().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function read(): Promise<RegionTree> {
  const [{ RegionTree: Tree }, { REGION_DATA }] = await Promise.all([
    import('./region-tree.js'),
    import('./region-data.js'),
  ]);
  return new Tree(REGION_DATA);
}
