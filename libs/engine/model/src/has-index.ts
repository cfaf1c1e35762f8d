import type { FieldModel, ModuleModel } from './tenant-model.js';

/** Columns of the engine that module tables have an index of, beside those of fields that are marked (see moduleTable). */
const OF_THE_ENGINE: ReadonlySet<string> = new Set(['id', 'ownerId', 'createdBy', 'deletedAt', 'pooledAt']);

/** Whether an index finds records by the field's value. */
export function hasIndex(module: ModuleModel, field: FieldModel): boolean {
  const { storage } = field;
  switch (storage.at) {
    case 'custom':
      return storage.slot !== undefined || storage.valueIndex === 'ready';
    case 'derived': {
      const stored = module.fields.get(storage.from);
      return stored !== undefined && hasIndex(module, stored);
    }
    case 'columns':
      return (
        field.indexed === true ||
        field.type === 'reference' ||
        (field.origin === 'system' && OF_THE_ENGINE.has(field.key))
      );
    case 'nowhere':
      return false;
  }
}
