import { HttpException } from '@nestjs/common';
import { AppError } from '@ruyi/contract/errors';

/** What a framework refuses by itself, as ours; null for what nobody expected. */
export function appErrorOf(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  switch (status) {
    case 400:
      return new AppError(400, 'malformed', { cause: error });
    case 401:
      return new AppError(401, 'unauthenticated', { cause: error });
    case 403:
      return new AppError(403, 'notAllowed', { cause: error });
    case 404:
      return new AppError(404, 'notFound', { cause: error });
    case 405:
      return new AppError(405, 'notAllowed', { cause: error });
    case 413:
      return new AppError(413, 'tooLarge', { issues: [{ path: '', code: 'tooLarge' }], cause: error });
    case 414:
      return new AppError(413, 'tooLarge', { issues: [{ path: '', code: 'tooLarge' }], cause: error });
    case 415:
      return new AppError(415, 'malformed', {
        key: 'unsupportedMediaType',
        issues: [{ path: '', code: 'malformed', key: 'unsupportedMediaType' }],
        cause: error,
      });
    case 429:
      return new AppError(429, 'tooManyRequests', { cause: error });
    case 503:
      return new AppError(503, 'internal', { key: 'unavailable', cause: error });
    default:
      return null;
  }
}

/** Fastify's errors carry a status; only theirs, since any library's error may have such a field. */
function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number') return statusCode;
  return error instanceof SyntaxError && statusCode === 400 ? 400 : null;
}
