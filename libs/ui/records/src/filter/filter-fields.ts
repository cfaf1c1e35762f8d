import { operatorsOf } from '@ruyi/contract/field-values';
import type { Field, ModuleDescription } from '@ruyi/contract/metadata';
import type { FilterOperator } from '@ruyi/contract/query';
import { isListable } from '../list/list-columns.js';

/** Stands for every field that can be searched as text. */
export const ANY_FIELD = '*';

/** The fields that a reader may filter by, in the admin's order, system ones last. */
export function filterFields(module: ModuleDescription): readonly Field[] {
  const fields = module.fields.filter((field) => isListable(field) && operatorsOf(field).length > 0);
  return [
    ...fields.filter((field) => field.origin !== 'system'),
    ...fields.filter((field) => field.origin === 'system'),
  ];
}

/** The operators of a field, the one that is meant most often first. */
export function operatorsFor(field: Field): readonly FilterOperator[] {
  const operators = operatorsOf(field);
  const first = FIRST[field.type] ?? operators[0];
  return first && operators.includes(first) ? [first, ...operators.filter((op) => op !== first)] : operators;
}

const FIRST: Partial<Readonly<Record<Field['type'], FilterOperator>>> = {
  text: 'contains',
  longText: 'contains',
  mobile: 'contains',
  telephone: 'contains',
  email: 'contains',
  url: 'contains',
  serial: 'contains',
  select: 'in',
  user: 'in',
  department: 'in',
  reference: 'in',
  region: 'startsWith',
  number: 'gte',
  integer: 'gte',
  money: 'gte',
  percent: 'gte',
  rating: 'gte',
  date: 'between',
  dateTime: 'between',
  boolean: 'eq',
};
