import type { ModuleDescription } from '@ruyi/contract/metadata';
import type { FilterNode } from '@ruyi/contract/query';
import type { BulkTarget, Channel, RecordQuery } from '@ruyi/ui/data-access';

const ADDRESS_TYPE = { mail: 'email', sms: 'mobile' } as const;

/** The field that a channel sends to: the first of its type, shipped before custom, as the server takes it. */
export function addressField(module: ModuleDescription, channel: Channel): string | null {
  const fields = module.fields.filter((field) => field.type === ADDRESS_TYPE[channel] && !field.retired);
  return (fields.find((field) => field.origin !== 'custom') ?? fields[0])?.key ?? null;
}

/** A target as a list asks for it, narrowed by further conditions. */
export function queryOf(target: BulkTarget, ...more: readonly FilterNode[]): RecordQuery {
  const { ids, ...rest } = target;
  const own: readonly FilterNode[] = ids
    ? [{ field: 'id', op: 'in', value: ids }]
    : 'filter' in rest && rest.filter
      ? [rest.filter]
      : [];
  const all = [...own, ...more];
  const [first] = all;
  return { ...rest, ...(first ? { filter: all.length === 1 ? first : { and: all } } : {}) };
}

/** Conditions on who is left out, as far as fields say. */
export interface RecipientConditions {
  readonly refused: FilterNode | null;
  readonly missing: FilterNode;
  readonly good: FilterNode;
}

/** `null` where the module has no such field, or the reader may not see it. */
export function recipientConditions(module: ModuleDescription, channel: Channel): RecipientConditions | null {
  const address = addressField(module, channel);
  if (address === null) return null;
  const refuses = module.fields.some((field) => field.key === 'doNotContact' && !field.retired);
  const willing: FilterNode[] = refuses ? [{ field: 'doNotContact', op: 'hasNone', value: [channel] }] : [];
  const both = (condition: FilterNode): FilterNode =>
    willing.length > 0 ? { and: [...willing, condition] } : condition;
  return {
    refused: refuses ? { field: 'doNotContact', op: 'hasAny', value: [channel] } : null,
    missing: both({ field: address, op: 'isEmpty' }),
    good: both({ field: address, op: 'isNotEmpty' }),
  };
}
