import { AppError } from '@ruyi/contract/errors';
import type { FieldModel, ModuleModel, TenantModel } from './tenant-model.js';

/** The module, or 404 when the tenant has none of that key or has switched it off. */
export function moduleOrThrow(model: TenantModel, key: string): ModuleModel {
  const module = model.modules.get(key);
  if (!module?.enabled) throw AppError.notFound();
  return module;
}

/** The field, retired or not, or 404. */
export function fieldOrThrow(module: ModuleModel, key: string): FieldModel {
  const field = module.fields.get(key);
  if (!field) throw AppError.notFound();
  return field;
}

/** Fields in use: neither retired nor hidden by the admin. */
export function liveFields(module: ModuleModel): FieldModel[] {
  return [...module.fields.values()].filter((field) => !field.retired);
}
