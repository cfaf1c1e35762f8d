import { messageOf, type AppError, type Problem } from '@ruyi/contract/errors';
import type { Locale } from '@ruyi/contract/metadata';

/** The problem document of an error, worded in the caller's language. */
export function problemOf(error: AppError, locale: Locale): Problem {
  const title = messageOf({ code: error.code }, locale);
  const errors = error.issues.map((issue) => ({
    path: issue.path,
    code: issue.code,
    message: messageOf(issue, locale),
  }));
  const only = errors.length === 1 && error.key === error.code ? errors[0]?.message : undefined;
  return {
    type: `urn:ruyi:problem:${error.code}`,
    title,
    status: error.status,
    code: error.code,
    detail: only ?? messageOf({ code: error.code, key: error.key, params: error.params }, locale),
    errors,
    ...(error.meta ? { meta: error.meta } : {}),
  };
}
