import type { SqlValue } from '@ruyi/engine/field-types';
import type { Context } from '@ruyi/engine/context';
import { encodeField, type ModuleModel } from '@ruyi/engine/model';
import type { Values } from './record-change.js';

/** Changed fields as the store wants them. */
export interface StoredValues {
  readonly columns: ReadonlyMap<string, SqlValue>;
  /** Keys of the `custom` document to set. */
  readonly custom: Readonly<Record<string, unknown>>;
  /** Keys of the `custom` document to take out. */
  readonly removed: readonly string[];
  /** Rows of `value_index` to replace, by field key. */
  readonly indexed: ReadonlyMap<string, readonly string[]>;
}

/** Values by field key → columns, document keys, slots and index rows. */
export function toStored(ctx: Context, module: ModuleModel, values: Values): StoredValues {
  const columns = new Map<string, SqlValue>();
  const custom: Record<string, unknown> = {};
  const removed: string[] = [];
  const indexed = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(values)) {
    const field = module.fields.get(key);
    if (!field) throw new Error(`${module.key} has no field ${key}`);
    const stored = encodeField(field, value, ctx);
    for (const [column, part] of Object.entries(stored.columns)) columns.set(column, part);
    if (stored.custom?.value === undefined) {
      if (stored.custom) removed.push(stored.custom.key);
    } else {
      custom[stored.custom.key] = stored.custom.value;
    }
    if (stored.indexValues) indexed.set(key, stored.indexValues);
  }
  return { columns, custom, removed, indexed };
}
