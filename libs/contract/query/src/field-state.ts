import type { Field, FilterNode } from '@ruyi/contract/metadata';
import { isEmptyValue } from '@ruyi/contract/field-values';
import { evaluateFilter, type FilterEnvironment, type FilterSubject } from './evaluate-filter.js';

/** What a form does with a field at this moment. */
export interface FieldState {
  readonly shown: boolean;
  /** Has to be filled; never where it is not shown. */
  readonly required: boolean;
  readonly readOnly: boolean;
}

type Conditional = Pick<Field, 'required' | 'readOnly' | 'showWhen' | 'requiredWhen' | 'readOnlyWhen'>;

/**
 * What a field's conditions make of it on a record with these values. `readable` says which fields the asker may read: a
 * condition that looks at any other is left out for showing and requiring, so that it tells nothing of its value.
 */
export function fieldState(
  field: Conditional,
  subject: FilterSubject,
  env: FilterEnvironment,
  readable: (key: string) => boolean = () => true,
): FieldState {
  const holds = (condition: FilterNode | undefined, otherwise: boolean): boolean =>
    condition && conditionFields(condition).every(readable) ? evaluateFilter(condition, subject, env) : otherwise;
  const shown = holds(field.showWhen, true);
  return {
    shown,
    required: shown && (field.required === true || holds(field.requiredWhen, false)),
    readOnly:
      field.readOnly === true || (field.readOnlyWhen ? evaluateFilter(field.readOnlyWhen, subject, env) : false),
  };
}

/** Whether anything but the field itself decides. */
export function isConditional(field: Conditional): boolean {
  return field.showWhen !== undefined || field.requiredWhen !== undefined || field.readOnlyWhen !== undefined;
}

/** The fields that a condition looks at. */
export function conditionFields(node: FilterNode): readonly string[] {
  if ('and' in node) return node.and.flatMap(conditionFields);
  if ('or' in node) return node.or.flatMap(conditionFields);
  if ('not' in node) return conditionFields(node.not);
  return [node.field];
}

/** A record's values as conditions look at them. */
export function subjectOf(
  fields: ReadonlyMap<string, Field>,
  values: Readonly<Record<string, unknown>>,
): FilterSubject {
  return {
    fieldOf: (key) => fields.get(key),
    valueOf: (key) => (isEmptyValue(values[key]) ? null : values[key]),
  };
}
