import type { FieldKind } from '@ruyi/contract/metadata';
import type { SlotUsage } from '@ruyi/ui/data-access';

const SLOT_CLASSES: Readonly<Partial<Record<FieldKind, keyof SlotUsage>>> = {
  text: 'text',
  select: 'text',
  region: 'text',
  mobile: 'text',
  telephone: 'text',
  email: 'text',
  url: 'text',
  serial: 'text',
  number: 'number',
  integer: 'number',
  money: 'number',
  percent: 'number',
  rating: 'number',
  boolean: 'number',
  date: 'time',
  dateTime: 'time',
  user: 'uuid',
  department: 'uuid',
  reference: 'uuid',
};

/** Which of the module's index places a custom field of a kind would take; undefined: none, it is not short of them. */
export function slotClassOf(kind: FieldKind): keyof SlotUsage | undefined {
  return SLOT_CLASSES[kind];
}
