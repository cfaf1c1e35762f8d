import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '@ruyi/contract/errors';
import { requestLocale } from '../auth/request-locale.js';
import { appErrorOf } from './app-error-of.js';
import { problemOf } from './problem-of.js';

/** Told of everything that nobody expected. */
export interface ErrorLog {
  error(details: object, message: string): void;
}

export const ERROR_LOG = Symbol('ErrorLog');

/** Turns whatever was thrown into problem+json in the caller's language. What nobody expected is logged, never shown. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(ERROR_LOG) private readonly log: ErrorLog) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
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
