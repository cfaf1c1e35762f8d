import type { ApiAnswer } from '@ruyi/testing';

const CODES: ReadonlySet<string> = new Set(
  (
    'malformed unknownKey unknownField required invalidType outOfRange tooLong patternMismatch unknownOption notUnique ' +
    'notFound notAllowed versionConflict versionRequired alreadyClaimed claimLimit holdingLimit formerOwner ' +
    'tooManyRequests tooLarge limitReached idempotencyMismatch ' +
    // Beside those that api.md lists:
    'answerLost unauthenticated conflict inUse notConfigured expired secondFactorRequired'
  ).split(' '),
);

/** What is wrong with an answer that is no success: an error has one shape, whoever refuses. Empty: nothing. */
export function faultsOfAProblem({ status, headers, body }: ApiAnswer<unknown>): string[] {
  if (status < 400) return [];
  const faults: string[] = [];
  if (status >= 500) faults.push(`a ${status}`);
  const type = headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json')) faults.push(`content type ${type}`);
  if (typeof body !== 'object' || body === null) return [...faults, 'no object'];
  const problem = body as Readonly<Record<string, unknown>>;
  for (const key of ['type', 'title', 'code', 'detail'])
    if (typeof problem[key] !== 'string' || problem[key] === '') faults.push(`${key} is no text`);
  if (problem['status'] !== status) faults.push('another status than the answer');
  if (!CODES.has(String(problem['code']))) faults.push(`code ${String(problem['code'])}`);
  const errors: unknown = problem['errors'];
  if (!Array.isArray(errors)) return [...faults, 'errors is no list'];
  if (status === 422 && errors.length === 0) faults.push('nothing in errors');
  for (const each of errors as readonly Readonly<Record<string, unknown>>[]) {
    if (typeof each['path'] !== 'string' || typeof each['message'] !== 'string' || each['message'] === '')
      faults.push('an error without path or message');
    if (!CODES.has(String(each['code']))) faults.push(`code ${String(each['code'])}`);
  }
  return faults;
}
