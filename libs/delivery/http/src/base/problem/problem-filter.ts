import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '@ruyi/contract/errors';
import type { Locale } from '@ruyi/contract/metadata';
import { CallerFinder } from '../auth/caller-finder.js';
import { requestLocale } from '../auth/request-locale.js';
import { appErrorOf } from './app-error-of.js';
import { ERROR_LOG, type ErrorLog } from './error-log.js';
import { problemOf } from './problem-of.js';
import { RefusedRights } from './refused-rights.js';

/** Turns whatever was thrown into problem+json in the caller's language. What nobody expected is logged, never shown. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(ERROR_LOG) private readonly log: ErrorLog,
    private readonly refused: RefusedRights,
    private readonly callers: CallerFinder,
  ) {}

  /** A refusal is answered once it is kept: whoever has the answer finds it in the audit log. */
  catch(thrown: unknown, host: ArgumentsHost): void | Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const answer = (): void => this.answer(thrown, request, http.getResponse<FastifyReply>());
    return this.refused.of(thrown, request)?.then(answer) ?? answer();
  }

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = appErrorOf(thrown) ?? new AppError(500, 'internal', { cause: thrown });
    if (error.status >= 500) {
      this.log.error(
        {
          err: error.cause ?? thrown,
          requestId: request.id,
          tenantId: request.caller?.ctx.tenantId,
          userId: request.caller?.ctx.userId,
          method: request.method,
          route: request.routeOptions?.url,
        },
        'request failed',
      );
    }
    if (reply.sent) return;
    const locale = this.localeOf(request);
    if (error.retryAfter !== undefined) reply.header('retry-after', String(error.retryAfter));
    if (error.status === 401) reply.header('www-authenticate', 'Bearer');
    reply
      .status(error.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('content-language', locale)
      .send(JSON.stringify(problemOf(error, locale)));
  }

  /** The language of the caller; of one whom nobody asked for yet, as far as this process remembers the session. */
  private localeOf(request: FastifyRequest): Locale {
    if (request.caller) return requestLocale(request);
    try {
      return this.callers.recall(request)?.ctx.locale ?? requestLocale(request);
    } catch (error) {
      // The wall against foreign pages: such a request is nobody's.
      if (error instanceof AppError) return requestLocale(request);
      throw error;
    }
  }
}
