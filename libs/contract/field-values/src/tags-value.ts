import { cleanText, codePointLength } from './clean-text.js';
import { compareText } from './compare-text.js';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { SET_OPERATORS } from './operator-sets.js';
import { refused, type ParseResult } from './parse-result.js';
import { readList } from './read-list.js';

export const TAG_LIMITS = { count: 50, length: 40 } as const;

function readTag(input: unknown): ParseResult<string> {
  const cleaned = cleanText(input);
  if (cleaned.ok && cleaned.value !== null && codePointLength(cleaned.value) > TAG_LIMITS.length) {
    return refused('tooLong', { params: { max: TAG_LIMITS.length } });
  }
  return cleaned;
}

/** Free words, each once. */
export const tagsValue: FieldValueType<readonly string[]> = {
  operators: SET_OPERATORS,
  parse: (input, field) => readList(input, { read: readTag, most: TAG_LIMITS.count, field }),
  parseOperand: readTag,
  format: (value, _field, locale) => value.join(locale === 'en' ? ', ' : '、'),
  compare: (a, b) => compareText(a[0] ?? '', b[0] ?? ''),
  isEmpty: isEmptyValue,
};
