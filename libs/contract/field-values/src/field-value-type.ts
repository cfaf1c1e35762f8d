import type { Field, FilterOperator, Locale } from '@ruyi/contract/metadata';
import type { ParseResult } from './parse-result.js';
import type { ValueEnvironment } from './value-environment.js';

/** All that server and browser agree on about the values of one kind of field. Values are in the form of the API. */
export interface FieldValueType<T = unknown> {
  /** What the filter language may do with it. */
  readonly operators: readonly FilterOperator[];
  /** Coerces and validates an input that is not empty; see {@link parseFieldValue} for the door that everybody uses. */
  parse(input: unknown, field: Field, env: ValueEnvironment): ParseResult<T>;
  /** One value to compare with in a filter: its form is checked, the field's own limits are not. */
  parseOperand(input: unknown, field: Field, env: ValueEnvironment): ParseResult<unknown>;
  /** As people read it; empty values give an empty text. */
  format(value: T, field: Field, locale: Locale, env: ValueEnvironment): string;
  /** Orders two values that are not empty. */
  compare(a: T, b: T, field: Field): number;
  isEmpty(value: unknown): boolean;
}

/** No value at all; 0 and false are values. */
export function isEmptyValue(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
