import type { Injector } from '@angular/core';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { ModuleStore, type ApiRecord, type RecordValues } from '@ruyi/ui/data-access';
import type { RecordCreator } from '@ruyi/ui/fields';
import { openDialog } from '../dialog/open-dialog.js';

export interface PlaceToCreate {
  readonly module: ModuleDescription;
  readonly values: RecordValues;
  readonly texts?: Readonly<Record<string, string | null>>;
}

/** Opens the form of a module in a dialog; resolves to the record that was made, or null. */
export async function createInPlace(injector: Injector, place: PlaceToCreate): Promise<ApiRecord | null> {
  const { FormDialog } = await import('./form-dialog.js');
  return openDialog<ApiRecord>(injector, FormDialog, place, { width: '760px', focusesItself: true });
}

/** For pickers: makes a record of the name that was typed. */
export function recordCreator(injector: Injector): RecordCreator {
  return async (key, name) => {
    const module = await injector.get(ModuleStore).load(key);
    const record = await createInPlace(injector, { module, values: name === '' ? {} : { [module.nameField]: name } });
    if (!record) return null;
    const made = record[module.nameField];
    return { id: record.id, name: typeof made === 'string' ? made : name };
  };
}
