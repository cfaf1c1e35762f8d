import type { ValidationError } from 'class-validator';
import type { ErrorCode, Issue } from '@ruyi/contract/errors';

/** Which code a broken constraint of class-validator means; by the order of this list when several are broken. */
const CODES: readonly (readonly [string, ErrorCode])[] = [
  ['whitelistValidation', 'unknownKey'],
  ['isDefined', 'required'],
  ['isNotEmpty', 'required'],
  ['arrayNotEmpty', 'required'],
  ['isString', 'invalidType'],
  ['isBoolean', 'invalidType'],
  ['isInt', 'invalidType'],
  ['isNumber', 'invalidType'],
  ['isArray', 'invalidType'],
  ['isObject', 'invalidType'],
  ['nestedValidation', 'invalidType'],
  ['isUuid', 'invalidType'],
  ['isIn', 'unknownOption'],
  ['maxLength', 'tooLong'],
  ['arrayMaxSize', 'limitReached'],
  ['arrayMinSize', 'required'],
  ['minLength', 'outOfRange'],
  ['min', 'outOfRange'],
  ['max', 'outOfRange'],
];

/** What class-validator found, as issues with paths. */
export function validationIssues(errors: readonly ValidationError[], under = ''): Issue[] {
  return errors.flatMap((error) => {
    const path = under ? `${under}.${error.property}` : error.property;
    return [...ownIssue(error, path), ...validationIssues(error.children ?? [], path)];
  });
}

function ownIssue(error: ValidationError, path: string): Issue[] {
  const broken = error.constraints;
  if (!broken || Object.keys(broken).length === 0) return [];
  if (error.value === undefined && !('whitelistValidation' in broken)) return [{ path, code: 'required' }];
  // null where a value is needed
  if (error.value === null && !('whitelistValidation' in broken)) return [{ path, code: 'required' }];
  const code = CODES.find(([name]) => name in broken)?.[1] ?? 'invalidType';
  return [{ path, code, ...limitOf(error, code) }];
}

function limitOf(error: ValidationError, code: ErrorCode): Pick<Issue, 'params'> {
  const context = Object.values(error.contexts ?? {})[0] as Record<string, string | number> | undefined;
  return context && (code === 'tooLong' || code === 'outOfRange' || code === 'limitReached') ? { params: context } : {};
}
