import type { FieldModel, ModuleModel } from '@ruyi/engine/model';

/** The module's own fields, those out of use included, whose values may name records of the other module. */
export function referenceFields(module: ModuleModel, target: string): FieldModel[] {
  return [...module.fields.values()].filter(
    (field) =>
      field.origin !== 'system' &&
      (field.type === 'reference' || field.type === 'references') &&
      (field.target === target || (field.targets?.includes(target) ?? false)),
  );
}
