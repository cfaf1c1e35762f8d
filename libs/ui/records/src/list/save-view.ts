import type { Injector } from '@angular/core';
import { runInInjectionContext } from '@angular/core';
import type { ModuleDescription, SortKey, View } from '@ruyi/contract/metadata';
import type { FilterNode } from '@ruyi/contract/query';
import { ApiProblem, ModuleApi } from '@ruyi/ui/data-access';
import { injectTranslate, Toaster } from '@ruyi/ui/kit';
import { dialogField } from '../actions/action-fields.js';
import { openDialog } from '../dialog/open-dialog.js';
import { ParameterDialog, type ParameterQuestion } from '../form/parameter-dialog.js';
import type { ListColumn } from './list-columns.js';

export interface ViewToSave {
  readonly module: ModuleDescription;
  readonly filter: FilterNode | null;
  /** The view on screen; its own filter stays part of the new one. */
  readonly base: View | undefined;
  readonly columns: readonly ListColumn[];
  readonly sort: readonly SortKey[];
}

/** Asks for a name and saves what the list shows as a view; null when cancelled or refused. */
export async function askForView(
  injector: Injector,
  { module, filter, base, columns, sort }: ViewToSave,
): Promise<View | null> {
  const t = runInInjectionContext(injector, injectTranslate);
  const question: ParameterQuestion = {
    title: t('records.view.saveAs'),
    confirm: t('kit.save'),
    fields: [
      dialogField('name', 'text', { zh: '视图名称', en: 'Name of the view' }, { required: true, maxLength: 40 }),
      dialogField('shared', 'boolean', { zh: '所有同事可见', en: 'Seen by all colleagues' }),
    ],
  };
  const said = await openDialog<Readonly<Record<string, unknown>>>(injector, ParameterDialog, question);
  if (!said || typeof said['name'] !== 'string') return null;
  const parts = [base?.filter, filter].filter((node): node is FilterNode => node !== undefined && node !== null);
  const [only] = parts;
  try {
    return await injector.get(ModuleApi).createView(module.key, {
      label: { zh: said['name'], en: said['name'] },
      ...(only ? { filter: parts.length === 1 ? only : { and: parts } } : {}),
      columns: columns.map(({ field, width }) => ({ field: field.key, width })),
      sort,
      visibility: said['shared'] === true ? 'shared' : 'private',
    });
  } catch (error) {
    await injector.get(Toaster).show(ApiProblem.from(error).detail || t('kit.error.unknown'));
    return null;
  }
}
