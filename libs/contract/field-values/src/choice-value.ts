import { labelText, type Field, type Locale, type Option } from '@ruyi/contract/metadata';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { CHOICE_OPERATORS, SET_OPERATORS } from './operator-sets.js';
import { accepted, refused, type ParseResult } from './parse-result.js';
import { readList } from './read-list.js';
import type { ValueEnvironment } from './value-environment.js';

function optionOf(field: Field, key: string): Option | undefined {
  return field.options?.find((option) => option.key === key);
}

function optionText(field: Field, key: string, locale: Locale): string {
  const option = optionOf(field, key);
  return option ? labelText(option.label, locale) : key;
}

function hasNow(env: ValueEnvironment, key: string): boolean {
  return env.previous === key || (Array.isArray(env.previous) && env.previous.includes(key));
}

function readOption(input: unknown, field: Field): ParseResult<string> {
  if (typeof input !== 'string') return refused('invalidType', { key: 'invalidType.option' });
  return optionOf(field, input) ? accepted(input) : refused('unknownOption');
}

/** A retired option is refused as a new value and stays valid on a record that has it. */
function readUsableOption(input: unknown, field: Field, env: ValueEnvironment): ParseResult<string> {
  const read = readOption(input, field);
  if (read.ok && read.value !== null && optionOf(field, read.value)?.retired && !hasNow(env, read.value)) {
    return refused('unknownOption', { key: 'unknownOption.retired' });
  }
  return read;
}

function optionOrder(field: Field, key: string): number {
  const index = field.options?.findIndex((option) => option.key === key) ?? -1;
  return index === -1 ? Number.MAX_SAFE_INTEGER : index;
}

/** The key of one option; sorts in the order of the options. */
export const selectValue: FieldValueType<string> = {
  operators: CHOICE_OPERATORS,
  parse: readUsableOption,
  parseOperand: readOption,
  format: (value, field, locale) => optionText(field, value, locale),
  compare: (a, b, field) => optionOrder(field, a) - optionOrder(field, b),
  isEmpty: isEmptyValue,
};

/** Keys of options, each once, in the order given. */
export const multiSelectValue: FieldValueType<readonly string[]> = {
  operators: SET_OPERATORS,
  parse: (input, field, env) =>
    readList(input, { read: (item) => readUsableOption(item, field, env), most: field.options?.length ?? 0, field }),
  parseOperand: readOption,
  format: (value, field, locale) =>
    value.map((key) => optionText(field, key, locale)).join(locale === 'en' ? ', ' : '、'),
  compare: (a, b, field) => optionOrder(field, a[0] ?? '') - optionOrder(field, b[0] ?? ''),
  isEmpty: isEmptyValue,
};
