import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { CHOICE_OPERATORS } from './operator-sets.js';
import { accepted, refused, type ParseResult } from './parse-result.js';

function readBoolean(input: unknown): ParseResult<boolean> {
  return typeof input === 'boolean' ? accepted(input) : refused('invalidType', { key: 'invalidType.boolean' });
}

export const booleanValue: FieldValueType<boolean> = {
  operators: CHOICE_OPERATORS,
  parse: readBoolean,
  parseOperand: readBoolean,
  format: (value, _field, locale) => (locale === 'en' ? (value ? 'Yes' : 'No') : value ? '是' : '否'),
  compare: (a, b) => Number(a) - Number(b),
  isEmpty: isEmptyValue,
};
