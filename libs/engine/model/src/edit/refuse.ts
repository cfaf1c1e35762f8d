import { AppError, type ErrorCode, type MessageKey } from '@ruyi/contract/errors';

/** A 422 about one setting. */
export function refused(
  path: string,
  code: ErrorCode,
  key?: MessageKey,
  params?: Readonly<Record<string, string | number>>,
): AppError {
  return AppError.invalid([{ path, code, ...(key ? { key } : {}), ...(params ? { params } : {}) }]);
}
