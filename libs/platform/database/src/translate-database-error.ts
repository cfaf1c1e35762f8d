import { AppError, type AppErrorOptions, type ErrorCode } from '@ruyi/contract/errors';
import { databaseFailureOf } from './sql-state-of.js';

type Status = AppError['status'];

/**
 * What a SQLSTATE means to a caller. What is missing here stays what it is: a defect of ours, shown as 500.
 * The database's own error is kept as `cause`, with the name of the constraint.
 */
const MEANINGS: Readonly<Record<string, readonly [Status, ErrorCode]>> = {
  '23505': [409, 'notUnique'],
  '23503': [422, 'notFound'],
  '23502': [422, 'required'],
  '23514': [422, 'invalid'],
  '22001': [422, 'tooLong'],
  '22003': [422, 'outOfRange'],
  '22007': [422, 'invalidType'],
  '22008': [422, 'outOfRange'],
  '22009': [422, 'outOfRange'],
  '22021': [422, 'invalidType'],
  '22P02': [422, 'invalidType'],
  '22P03': [422, 'invalidType'],
  '22P05': [422, 'invalidType'],
  '2201B': [422, 'patternMismatch'],
  '54000': [422, 'tooLong'],
  '54001': [422, 'limitReached'],
  '40001': [409, 'conflict'],
  '40P01': [409, 'conflict'],
  '55P03': [409, 'conflict'],
  '57014': [503, 'internal'],
};

/** The server shuts down, crashes, starts, or has no connection left: soon it will answer again. */
const AWAY = new Set(['57P01', '57P02', '57P03', '53300']);
const AWAY_SECONDS = 5;

const LOST_CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (LOST_CONNECTION.has((error as NodeJS.ErrnoException).code ?? '')) return true;
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    error.message,
  );
}

/** The one place where PostgreSQL's errors become the product's. Anything else is returned as it is. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const options: AppErrorOptions = { cause: error };
  if (isLostConnection(error)) return new AppError(503, 'internal', { ...options, retryAfter: AWAY_SECONDS });
  const failure = databaseFailureOf(error);
  const meaning = failure && MEANINGS[failure.code];
  if (failure && AWAY.has(failure.code))
    return new AppError(503, 'internal', { cause: failure, retryAfter: AWAY_SECONDS });
  return meaning ? new AppError(meaning[0], meaning[1], { ...options, cause: failure }) : error;
}
