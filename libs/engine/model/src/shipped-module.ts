import { columnName, fieldType } from '@ruyi/engine/field-types';
import type { FieldDefinition, ModuleDefinition } from './module-definition.js';
import { duplicateRules } from './duplicate-rules.js';
import { isOwned, systemFields } from './system-fields.js';
import type { FieldModel, FieldStorage, ModuleModel } from './tenant-model.js';

/** A definition as every tenant has it before its own changes: storage assigned, system fields added. */
export function shippedModule(definition: ModuleDefinition): ModuleModel {
  const shipped = Object.entries(definition.fields).map(([key, field]) => shippedField(definition, key, field));
  const fields = [...shipped, ...systemFields(definition)];
  return {
    key: definition.key,
    label: definition.label,
    icon: definition.icon,
    origin: 'shipped',
    enabled: true,
    access: definition.access,
    owned: isOwned(definition),
    poolable: definition.poolable ?? false,
    followable: (definition.followable || definition.poolable) ?? false,
    nameField: definition.nameField,
    table: columnName(definition.key),
    fields: new Map(fields.map((field) => [field.key, field])),
    duplicates: duplicateRules({ nameField: definition.nameField, fields }),
    layouts: definition.layouts,
    views: definition.views.map((view) => ({ ...view, origin: 'shipped' })),
    actions: definition.actions ?? [],
    related: [],
  };
}

function shippedField(module: ModuleDefinition, key: string, definition: FieldDefinition): FieldModel {
  return {
    ...definition,
    key,
    origin: 'shipped',
    storage: shippedStorage(key, definition, key === module.nameField),
    // Without its name a record cannot be shown anywhere.
    ...(key === module.nameField ? { relied: true } : {}),
  };
}

function shippedStorage(key: string, definition: FieldDefinition, isName: boolean): FieldStorage {
  const specs = fieldType(definition.type).columns(definition);
  if (specs.length === 0) return { at: 'nowhere' };
  const columns = specs.map(({ part, suffix }) => [part, `${columnName(key)}${suffix}`] as const);
  const sort = isName && definition.type === 'text' ? [['sort', 'name_sort'] as const] : [];
  return { at: 'columns', columns: Object.fromEntries([...columns, ...sort]) };
}
