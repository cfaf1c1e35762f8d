import { AppError, messageOf } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import type { RowError } from './bulk-request.js';

/** An error as the result of one row, worded for the caller. */
export function rowError(ctx: Context, error: AppError): RowError {
  const [issue] = error.issues;
  const message = messageOf(issue ?? { code: error.code, key: error.key, params: error.params }, ctx.locale);
  return { code: issue?.code ?? error.code, message, ...(issue?.path ? { path: issue.path } : {}) };
}
