import type { Field, FilterOperator, Locale } from '@ruyi/contract/metadata';
import { compareText } from './compare-text.js';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { CHOICE_OPERATORS, EMPTINESS_OPERATORS, SET_OPERATORS, USER_OPERATORS } from './operator-sets.js';
import { accepted, prefixIssues, refused, type ParseResult } from './parse-result.js';
import { isPlainObject } from './plain-object.js';
import { readList } from './read-list.js';
import { unknownKeyIssues } from './unknown-keys.js';
import type { ValueEnvironment } from './value-environment.js';

/** The value of a reference with several target modules. */
export interface RecordPointer {
  readonly module: string;
  readonly id: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Checks the form of an id, in lower case; whether it exists and may be seen is the server's to say. */
export function readId(input: unknown): ParseResult<string> {
  if (typeof input !== 'string') return refused('invalidType', { key: 'invalidType.id' });
  const id = input.trim().toLowerCase();
  return UUID.test(id) ? accepted(id) : refused('invalidType', { key: 'invalidType.id' });
}

function readPointer(input: unknown, targets: readonly string[]): ParseResult<RecordPointer> {
  if (!isPlainObject(input)) return refused('invalidType', { key: 'invalidType.pointer' });
  const unknown = unknownKeyIssues(input, ['module', 'id']);
  if (unknown.length > 0) return { ok: false, issues: unknown };
  const { module } = input;
  if (typeof module !== 'string') return refused('invalidType', { path: 'module', key: 'invalidType.text' });
  if (!targets.includes(module)) return refused('unknownOption', { path: 'module', key: 'unknownOption.module' });
  const id = readId(input.id);
  if (!id.ok || id.value === null)
    return id.ok ? accepted<RecordPointer>(null) : { ok: false, issues: prefixIssues('id', id.issues) };
  return accepted({ module, id: id.value });
}

function nameOf(field: Field, id: string, env: ValueEnvironment): string {
  return env.nameOf?.(field, id) ?? '';
}

function pointerType(operators: readonly FilterOperator[]): FieldValueType<string> {
  return {
    operators,
    parse: readId,
    parseOperand: readId,
    format: (value, field, _locale, env) => nameOf(field, value, env),
    compare: (a, b) => compareText(a, b),
    isEmpty: isEmptyValue,
  };
}

function pointerListType(most: number, operators: readonly FilterOperator[]): FieldValueType<readonly string[]> {
  return {
    operators,
    parse: (input, field) => readList(input, { read: readId, most, field }),
    parseOperand: readId,
    format: (value, field, locale: Locale, env) =>
      value
        .map((id) => nameOf(field, id, env))
        .filter((name) => name !== '')
        .join(locale === 'en' ? ', ' : '、'),
    compare: (a, b) => a.length - b.length,
    isEmpty: isEmptyValue,
  };
}

/** The most items of a list of ids. */
export const POINTER_LIMITS = { people: 100, records: 100, files: 50 } as const;

export const userValue = pointerType(USER_OPERATORS);
export const departmentValue = pointerType(CHOICE_OPERATORS);
export const signatureValue = pointerType(EMPTINESS_OPERATORS);
export const usersValue = pointerListType(POINTER_LIMITS.people, SET_OPERATORS);
export const referencesValue = pointerListType(POINTER_LIMITS.records, SET_OPERATORS);
export const filesValue = pointerListType(POINTER_LIMITS.files, EMPTINESS_OPERATORS);
export const imagesValue = pointerListType(POINTER_LIMITS.files, EMPTINESS_OPERATORS);

/** An id, or `{module, id}` where the field has several targets. */
export const referenceValue: FieldValueType<string | RecordPointer> = {
  operators: CHOICE_OPERATORS,
  parse: (input, field) => (field.targets ? readPointer(input, field.targets) : readId(input)),
  parseOperand: (input, field) =>
    field.targets && isPlainObject(input) ? readPointer(input, field.targets) : readId(input),
  format: (value, field, _locale, env) => nameOf(field, typeof value === 'string' ? value : value.id, env),
  compare: (a, b) => compareText(typeof a === 'string' ? a : a.id, typeof b === 'string' ? b : b.id),
  isEmpty: isEmptyValue,
};
