import type { Field, FilterOperator, Locale } from '@ruyi/contract/metadata';
import { FIELD_VALUE_TYPES } from './field-value-types.js';
import { isEmptyValue } from './field-value-type.js';
import { accepted, refused, type ParseResult } from './parse-result.js';
import type { ValueEnvironment } from './value-environment.js';

/** Kinds whose fields have no value that anybody writes. */
export function isWritableKind(field: Field): boolean {
  return !field.derived && FIELD_VALUE_TYPES[field.type].operators.length > 0 && field.type !== 'serial';
}

/**
 * Input to canonical value, by the field's kind and settings. Empty input is null, refused as `required` where the
 * field is; issue paths are relative to the field. Whether the field may be written at all is not asked here, except
 * that computed kinds refuse every value.
 */
export function parseFieldValue(input: unknown, field: Field, env: ValueEnvironment): ParseResult<unknown> {
  const read = isEmptyValue(input) ? accepted(null) : FIELD_VALUE_TYPES[field.type].parse(input, field, env);
  return read.ok && read.value === null && field.required ? refused('required') : read;
}

/** A canonical value as people read it; empty text for an empty one. */
export function formatFieldValue(value: unknown, field: Field, locale: Locale, env: ValueEnvironment): string {
  return isEmptyValue(value) ? '' : FIELD_VALUE_TYPES[field.type].format(value, field, locale, env);
}

/** Orders canonical values; empty ones come last. */
export function compareFieldValues(a: unknown, b: unknown, field: Field): number {
  const [emptyA, emptyB] = [isEmptyValue(a), isEmptyValue(b)];
  if (emptyA || emptyB) return Number(emptyA) - Number(emptyB);
  return FIELD_VALUE_TYPES[field.type].compare(a, b, field);
}

/** The operators that a filter may use on a field. */
export function operatorsOf(field: Field): readonly FilterOperator[] {
  return FIELD_VALUE_TYPES[field.type].operators;
}
