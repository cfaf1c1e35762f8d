import type { ModelStore, RecordsChanged } from '@ruyi/engine/model';
import type { Pools } from '@ruyi/engine/pool';
import type { RecordReader } from '@ruyi/engine/records';
import { writeSearchRows } from './rebuild-search.js';

/** What follows records that a change of metadata rewrote: the clock of their pool, and what the search knows of them. */
export function followChangedRecords(parts: {
  readonly models: ModelStore;
  readonly pools: Pools;
  readonly reader: RecordReader;
}): RecordsChanged {
  return {
    async recordsChanged(ctx, tx, change) {
      await parts.pools.recordsChanged(ctx, tx, change);
      const module = (await parts.models.get(ctx)).modules.get(change.module);
      const field = module?.fields.get(change.field);
      // A field that is gone may have been one that the search knew.
      if (module && (!field || field.search)) {
        await writeSearchRows(parts.reader, { ...ctx, userId: null }, tx, module, change.ids);
      }
    },
  };
}
