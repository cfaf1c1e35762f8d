import { Injectable, inject } from '@angular/core';
import type {
  DuplicateRule,
  Field,
  FieldKind,
  FieldSettings,
  Label,
  Layout,
  LayoutSection,
  ModuleDescription,
  View,
  ViewColumn,
} from '@ruyi/contract/metadata';
import { ApiClient } from '../http/api-client.js';
import type { Items, Total } from '../http/page.js';

export type NewField = Partial<Omit<FieldSettings, 'options'>> & {
  readonly label: Label;
  readonly type: FieldKind;
  readonly options?: readonly { readonly key?: string; readonly label: Label; readonly color?: string }[];
};

export type FieldPatch = Partial<Omit<NewField, 'type'>>;

export interface FieldUsage {
  /** Records that have a value. */
  readonly records: number;
  readonly options: Readonly<Record<string, number>>;
}

export interface SlotUse {
  readonly used: number;
  readonly of: number;
}

export type SlotUsage = Readonly<Record<'text' | 'number' | 'time' | 'uuid', SlotUse>>;

export type ViewDraft = Pick<View, 'label' | 'filter' | 'columns' | 'sort' | 'visibility'>;

/** Modules with their fields, layouts and views: reading them, and shaping them. */
@Injectable({ providedIn: 'root' })
export class ModuleApi {
  private readonly api = inject(ApiClient);

  list = () => this.api.get<Items<ModuleDescription>>('/modules');
  get = (module: string) => this.api.get<ModuleDescription>(`/modules/${module}`);

  /** Which fields are looked at for duplicates; null: as it ships. */
  setDuplicateRules = (module: string, rules: readonly DuplicateRule[] | null): Promise<unknown> =>
    rules === null
      ? this.api.delete(`/modules/${module}/duplicates`)
      : this.api.put(`/modules/${module}/duplicates`, { rules });

  createField = (module: string, field: NewField) => this.api.post<Field>(`/modules/${module}/fields`, field);
  updateField = (module: string, key: string, patch: FieldPatch) =>
    this.api.patch<Field>(`/modules/${module}/fields/${key}`, patch);
  /** Takes the field out of use; data stay until purged. */
  retireField = (module: string, key: string) => this.api.delete(`/modules/${module}/fields/${key}`);
  purgeField = (module: string, key: string) =>
    this.api.post<{ readonly jobId: string }>(`/modules/${module}/fields/${key}/purge`);
  restoreField = (module: string, key: string) => this.api.post<Field>(`/modules/${module}/fields/${key}/restore`);
  orderFields = (module: string, keys: readonly string[]) =>
    this.api.put<unknown>(`/modules/${module}/fields/order`, { keys });
  fieldUsage = (module: string, key: string) => this.api.get<FieldUsage>(`/modules/${module}/fields/${key}/usage`);
  /** With `replaceBy` a job moves the records, and the answer names it. */
  retireOption = (module: string, key: string, option: string, replaceBy?: string) =>
    this.api.post<{ jobId?: string }>(
      `/modules/${module}/fields/${key}/options/${encodeURIComponent(option)}/retire`,
      replaceBy ? { replaceBy } : {},
    );
  slots = (module: string) => this.api.get<SlotUsage>(`/modules/${module}/slots`);

  layouts = (module: string) => this.api.get<Items<Layout>>(`/modules/${module}/layouts`);
  saveLayout = (module: string, kind: Layout['kind'], sections: readonly LayoutSection[]) =>
    this.api.put<Layout>(`/modules/${module}/layouts/${kind}`, { sections });
  resetLayout = (module: string, kind: Layout['kind']) => this.api.delete(`/modules/${module}/layouts/${kind}`);

  views = (module: string) => this.api.get<Items<View>>(`/modules/${module}/views`);
  createView = (module: string, view: ViewDraft) => this.api.post<View>(`/modules/${module}/views`, view);
  updateView = (module: string, key: string, patch: Partial<ViewDraft>) =>
    this.api.patch<View>(`/modules/${module}/views/${key}`, patch);
  deleteView = (module: string, key: string) => this.api.delete(`/modules/${module}/views/${key}`);
  /** Null: the view's own again. */
  saveColumns = (module: string, key: string, columns: readonly ViewColumn[] | null) =>
    this.api.put<unknown>(`/modules/${module}/views/${key}/columns`, { columns });
  viewCounts = (module: string, keys: readonly string[]) =>
    this.api.post<Readonly<Record<string, Total>>>(`/modules/${module}/views/counts`, { keys });
}
