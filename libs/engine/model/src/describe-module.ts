import { conditionFields } from '@ruyi/contract/query';
import type { Field, FilterNode, ModuleDescription, View, ViewColumn } from '@ruyi/contract/metadata';
import { POOL_COLUMNS } from './edit/view-editor.js';
import type { FieldModel, ModuleModel } from './tenant-model.js';

/** The part of a field that the API shows: what it is, not where it lies. */
export function describeField({ storage: _, ...field }: FieldModel): Field {
  return field;
}

/** For whom a module is described. */
export interface Reader {
  readonly userId: string | null;
  /** Whether the reader may see the field at all, masked included. */
  sees(fieldKey: string): boolean;
  /** The same of a field of another module, which refers to this one. */
  seesOf(moduleKey: string, fieldKey: string): boolean;
  /** The columns that the reader chose, by view. */
  readonly columns: ReadonlyMap<string, readonly ViewColumn[]>;
}

/** The module as the reader may know it: fields, layouts, columns and references that the reader may not see are not named. */
export function describeModule(module: ModuleModel, reader: Reader): ModuleDescription {
  const fields = [...module.fields.values()].filter((field) => reader.sees(field.key));
  const seen = new Set(
    fields.filter((field) => !field.retired && !(field.hidden && field.origin !== 'system')).map((field) => field.key),
  );
  const poolColumns = module.poolable ? reader.columns.get(POOL_COLUMNS) : undefined;
  const { key, label, icon, origin, enabled, access, owned, poolable, nameField, actions, related } = module;
  return {
    key,
    label,
    icon,
    origin,
    enabled,
    access,
    owned,
    poolable,
    nameField,
    fields: fields.map((field) => withoutUnseen(describeField(field), seen)),
    duplicates: module.duplicates.filter(({ field }) => seen.has(field)),
    layouts: module.layouts.map((layout) => ({
      ...layout,
      sections: layout.sections.map((section) => ({
        ...section,
        fields: section.fields.filter(({ field }) => seen.has(field)),
      })),
    })),
    views: module.views.filter((view) => isFor(view, reader)).map((view) => describeView(view, reader, seen)),
    ...(poolColumns ? { poolColumns: poolColumns.filter(({ field }) => seen.has(field)) } : {}),
    actions,
    related: related.filter((other) => reader.seesOf(other.module, other.field)),
  };
}

/** Conditions name other fields: those that look at one that the reader may not see are left out, as on the server. */
function withoutUnseen({ showWhen, requiredWhen, readOnlyWhen, ...field }: Field, seen: ReadonlySet<string>): Field {
  const kept = (condition: FilterNode | undefined): condition is FilterNode =>
    condition !== undefined && conditionFields(condition).every((key) => seen.has(key));
  return {
    ...field,
    ...(kept(showWhen) ? { showWhen } : {}),
    ...(kept(requiredWhen) ? { requiredWhen } : {}),
    ...(kept(readOnlyWhen) ? { readOnlyWhen } : {}),
  };
}

const isFor = (view: View, reader: Reader): boolean => view.ownerId === undefined || view.ownerId === reader.userId;

function describeView(view: View, reader: Reader, seen: ReadonlySet<string>): View {
  const own = reader.columns.get(view.key);
  const columns = own ?? view.columns;
  if (!columns) return view;
  return { ...view, columns: columns.filter(({ field }) => seen.has(field)), ...(own ? { ownColumns: true } : {}) };
}
