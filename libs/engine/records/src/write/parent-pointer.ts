import { parentField } from '@ruyi/engine/access';
import type { ModuleModel } from '@ruyi/engine/model';
import { isPointer } from './record-pointer.js';
import type { StoredRecord } from './stored-record.js';

/** The record through which this one is seen, where its module says so. */
export function parentPointer(
  module: ModuleModel,
  record: StoredRecord,
): { readonly module: string; readonly id: string } | null {
  const key = parentField(module);
  if (key === null) return null;
  const value = record[key];
  if (isPointer(value)) return { module: value.module, id: value.id };
  const target = module.fields.get(key)?.target;
  return typeof value === 'string' && target !== undefined ? { module: target, id: value } : null;
}
