import type { RecordAction } from '@ruyi/contract/access';
import type { ModuleModel } from '@ruyi/engine/model';

/** What makes sense on a record in its state; whether the caller may is another question. */
const POOLED: ReadonlySet<RecordAction> = new Set(['claim', 'allocate']);
const OWNED: ReadonlySet<RecordAction> = new Set(['transfer', 'putInPool', 'lock']);
const POOLABLE: ReadonlySet<RecordAction> = new Set(['claim', 'allocate', 'putInPool', 'lock']);
/** Done to a module, not to a record. */
const MODULE_ACTIONS: ReadonlySet<RecordAction> = new Set(['create', 'import']);

/** Those of the permitted actions that the record's state leaves: a pooled one is claimed, an owned one transferred, a deleted one restored. */
export function offeredActions(
  permitted: readonly RecordAction[],
  module: ModuleModel,
  state: { readonly pooled: boolean; readonly deleted: boolean },
): readonly RecordAction[] {
  return permitted.filter((action) => {
    if (MODULE_ACTIONS.has(action) || (POOLABLE.has(action) && !module.poolable)) return false;
    if (state.deleted) return action === 'read' || action === 'delete';
    return state.pooled ? !OWNED.has(action) : !POOLED.has(action);
  });
}
