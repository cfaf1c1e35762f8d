import { maskValue } from '@ruyi/contract/field-values';
import { canReadField, compileAccess, isMaskedField, type Actor } from '@ruyi/engine/access';
import type { FieldModel, ModuleModel, TenantModel } from '@ruyi/engine/model';
import type { StoredRecord } from '../write/stored-record.js';

/** A record that is probably the same, as the asker may know of it. */
export interface DuplicateMatch {
  /** The key of the field that is alike; null where that is a field that the asker may not see. */
  readonly field: string | null;
  /** Null where the caller may not see the record; name and owner are masked then. */
  readonly id: string | null;
  readonly name: string | null;
  readonly ownerName: string | null;
  /** Whether it lies in a pool: then it has no owner and may be claimed. */
  readonly pooled: boolean;
  readonly deleted: boolean;
}

export function describeMatch(
  session: { readonly model: TenantModel; readonly actor: Actor },
  module: ModuleModel,
  match: { readonly field: FieldModel; readonly record: StoredRecord; readonly visible: boolean },
): DuplicateMatch {
  const { field, record, visible } = match;
  const rights = compileAccess(session.model, session.actor, module.key, 'read')?.fields;
  const nameField = module.fields.get(module.nameField);
  const name = String(record[module.nameField] ?? '');
  const readsName =
    rights !== undefined && canReadField(rights, module.nameField) && !isMaskedField(rights, module.nameField);
  const owner = record.ownerId === null ? null : (session.actor.data.users.get(record.ownerId)?.name ?? null);
  return {
    field: rights === undefined || canReadField(rights, field.key) ? field.key : null,
    id: visible ? record.id : null,
    name: (visible && readsName) || !nameField ? name : maskValue(nameField, name),
    ownerName: visible || owner === null ? owner : `${[...owner][0] ?? ''}**`,
    pooled: typeof record['poolId'] === 'string',
    deleted: record.deletedAt !== null,
  };
}
