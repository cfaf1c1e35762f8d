import type { FieldAccess } from '@ruyi/contract/access';
import type { Field, FieldKind, Label, Layout, ModuleDescription } from '@ruyi/contract/metadata';

/** A field with the room that it takes: of twelve columns. */
export interface PlacedField {
  readonly field: Field;
  readonly span: number;
}

export interface FormSection {
  readonly key: string;
  readonly label: Label;
  readonly collapsed: boolean;
  readonly fields: readonly PlacedField[];
}

const COLUMNS = 12;
const WIDE: readonly FieldKind[] = ['longText', 'richText', 'address', 'files', 'images', 'detail', 'section', 'note'];
const OTHERS: Label = { zh: '其他信息', en: 'Other fields' };

/** The sections of a form or detail page: the module's layout without what the reader may not see. */
export function sectionsOf(
  module: ModuleDescription,
  kind: Layout['kind'],
  access: (key: string) => FieldAccess,
): readonly FormSection[] {
  const layout = module.layouts.find((one) => one.kind === kind) ?? module.layouts.find((one) => one.kind === 'form');
  if (!layout)
    return withoutEmpty([
      { key: 'all', label: module.label, collapsed: false, fields: placed(module, own(module), 2, access) },
    ]);
  return withoutEmpty(
    layout.sections.map((section) => ({
      key: section.key,
      label: section.label,
      collapsed: section.collapsed === true,
      fields: placed(module, section.fields, section.columns, access),
    })),
  );
}

/** A required field that no section has would make a form that cannot be saved: it comes at the end. */
export function withRequired(
  module: ModuleDescription,
  sections: readonly FormSection[],
  access: (key: string) => FieldAccess,
): readonly FormSection[] {
  const shown = new Set(sections.flatMap((section) => section.fields.map(({ field }) => field.key)));
  const missing = module.fields.filter(
    (field) =>
      (field.required || field.requiredWhen !== undefined) &&
      field.default === undefined &&
      field.origin !== 'system' &&
      !shown.has(field.key) &&
      isUsable(field, access),
  );
  if (missing.length === 0) return sections;
  return [
    ...sections,
    {
      key: 'required',
      label: OTHERS,
      collapsed: false,
      fields: placed(
        module,
        missing.map((field) => ({ field: field.key })),
        2,
        access,
      ),
    },
  ];
}

function own(module: ModuleDescription): readonly { readonly field: string }[] {
  return module.fields.filter((field) => field.origin !== 'system').map((field) => ({ field: field.key }));
}

function placed(
  module: ModuleDescription,
  fields: readonly { readonly field: string; readonly width?: number }[],
  columns: number,
  access: (key: string) => FieldAccess,
): readonly PlacedField[] {
  return fields.flatMap(({ field: key, width }) => {
    const field = module.fields.find((one) => one.key === key);
    if (!field || !isUsable(field, access)) return [];
    return [{ field, span: spanOf(field, width ?? field.width, columns) }];
  });
}

function spanOf(field: Field, width: number | undefined, columns: number): number {
  if (width !== undefined) return Math.round((COLUMNS * width) / 100);
  return WIDE.includes(field.type) ? COLUMNS : COLUMNS / Math.max(1, columns);
}

function isUsable(field: Field, access: (key: string) => FieldAccess): boolean {
  return !field.retired && !field.hidden && access(field.key) !== 'hidden';
}

function withoutEmpty(sections: readonly FormSection[]): readonly FormSection[] {
  return sections.filter((section) => section.fields.length > 0);
}
