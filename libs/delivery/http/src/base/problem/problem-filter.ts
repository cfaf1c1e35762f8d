import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '@ruyi/contract/errors';
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
    if (error.retryAfter !== undefined) reply.header('retry-after', String(error.retryAfter));
    if (error.status === 401) reply.header('www-authenticate', 'Bearer');
    reply
      .status(error.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('content-language', requestLocale(request))
      .send(JSON.stringify(problemOf(error, requestLocale(request))));
  }
}
