import type { Injector } from '@angular/core';
import { runInInjectionContext } from '@angular/core';
import type { Field, ModuleDescription, SortKey, View } from '@ruyi/contract/metadata';
import type { FilterNode } from '@ruyi/contract/query';
import { ApiProblem, ModuleApi, SessionStore, type ViewDraft } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
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

/** The conditions of both, or null when there are none. */
export function joined(one: FilterNode | undefined, other: FilterNode | null): FilterNode | null {
  const parts = [one, other].filter((node): node is FilterNode => node !== undefined && node !== null);
  const [only] = parts;
  return parts.length > 1 ? { and: parts } : (only ?? null);
}

/** Asks for another name of a view, and whether colleagues see it; null when cancelled. */
export async function askForName(
  injector: Injector,
  view: View,
  mayShare: boolean,
): Promise<Pick<ViewDraft, 'label' | 'visibility'> | null> {
  const t = runInInjectionContext(injector, injectTranslate);
  const words = injector.get(Words);
  const question: ParameterQuestion = {
    title: t('records.view.rename', { name: words.of(view.label) }),
    confirm: t('kit.save'),
    fields: nameFields(mayShare),
    values: { name: words.of(view.label), shared: view.visibility === 'shared' },
  };
  const said = await openDialog<Readonly<Record<string, unknown>>>(injector, ParameterDialog, question);
  if (!said || typeof said['name'] !== 'string') return null;
  return {
    label: { zh: said['name'], en: said['name'] },
    ...(mayShare ? { visibility: said['shared'] === true ? ('shared' as const) : ('private' as const) } : {}),
  };
}

function nameFields(mayShare: boolean): readonly Field[] {
  return [
    dialogField('name', 'text', { zh: '视图名称', en: 'Name of the view' }, { required: true, maxLength: 40 }),
    ...(mayShare ? [dialogField('shared', 'boolean', { zh: '所有同事可见', en: 'Seen by all colleagues' })] : []),
  ];
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
    fields: nameFields(injector.get(SessionStore).canAdminister('metadata')),
  };
  const said = await openDialog<Readonly<Record<string, unknown>>>(injector, ParameterDialog, question);
  if (!said || typeof said['name'] !== 'string') return null;
  const both = joined(base?.filter, filter);
  try {
    return await injector.get(ModuleApi).createView(module.key, {
      label: { zh: said['name'], en: said['name'] },
      ...(both ? { filter: both } : {}),
      columns: columns.map(({ field, width }) => ({ field: field.key, width })),
      sort,
      visibility: said['shared'] === true ? 'shared' : 'private',
    });
  } catch (error) {
    await injector.get(Toaster).show(ApiProblem.from(error).detail || t('kit.error.unknown'));
    return null;
  }
}
