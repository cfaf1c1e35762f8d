import type { FilterOperator } from '@ruyi/contract/metadata';
import { cleanText } from './clean-text.js';
import { compareText } from './compare-text.js';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { NO_OPERATORS, TEXT_OPERATORS } from './operator-sets.js';
import { refused } from './parse-result.js';

function unwrittenType(operators: readonly FilterOperator[]): FieldValueType<string> {
  return {
    operators,
    parse: () => refused('notAllowed', { key: 'notAllowed.computed' }),
    parseOperand: (input) => cleanText(input),
    format: (value) => value,
    compare: compareText,
    isEmpty: isEmptyValue,
  };
}

/** Numbers that the server gives out: read, never written. */
export const serialValue = unwrittenType(TEXT_OPERATORS);

/** Kinds without a value of their own, and those that later versions compute. */
export const noValue = unwrittenType(NO_OPERATORS);
