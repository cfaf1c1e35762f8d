import type { Injector } from '@angular/core';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { ApiProblem, RecordApi, type ApiRecord, type RecordValues } from '@ruyi/ui/data-access';
import { openDialog } from '../dialog/open-dialog.js';
import { same } from './form-model.js';

export interface Conflict {
  readonly module: ModuleDescription;
  /** The record as it was when the form was opened. */
  readonly base: ApiRecord;
  /** What this reader changed. */
  readonly mine: RecordValues;
  readonly texts: Readonly<Record<string, string | null>>;
}

/** Somebody saved in between: fields that only one side changed are joined, the others are asked about. Null: not saved. */
export async function settleConflict(injector: Injector, conflict: Conflict): Promise<ApiRecord | null> {
  const api = injector.get(RecordApi);
  const { module, base } = conflict;
  let { mine } = conflict;
  for (;;) {
    const theirs = await api.get(module.key, base.id);
    const both = Object.keys(mine).filter((key) => !same(theirs[key], base[key]) && !same(theirs[key], mine[key]));
    if (both.length > 0) {
      const { ConflictDialog } = await import('./conflict-dialog.js');
      const kept = await openDialog<readonly string[]>(
        injector,
        ConflictDialog,
        { module, theirs, mine, keys: both, texts: conflict.texts },
        { width: '640px' },
      );
      if (kept === null) return null;
      mine = Object.fromEntries(Object.entries(mine).filter(([key]) => !both.includes(key) || kept.includes(key)));
    }
    if (Object.keys(mine).length === 0) return theirs;
    try {
      return (await api.update(module.key, base.id, theirs.version, mine)).body;
    } catch (error) {
      if (ApiProblem.from(error).code !== 'versionConflict') throw error;
    }
  }
}
