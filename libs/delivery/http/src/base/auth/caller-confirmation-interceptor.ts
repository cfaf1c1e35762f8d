import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { confirmationOf } from '@ruyi/engine/context';
import { CallerFinder } from './caller-finder.js';
import { checkSecondFactor } from './check-second-factor.js';
import { tellVersions } from './tell-versions.js';

/**
 * Lets no answer out whose caller was taken from memory and not confirmed since: whatever came of it, the caller is found
 * anew and the handler runs again.
 */
@Injectable()
export class CallerConfirmationInterceptor implements NestInterceptor {
  constructor(private readonly callers: CallerFinder) {}

  intercept(host: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const confirmation = request.caller && confirmationOf(request.caller.ctx);
    if (!confirmation) return next.handle();
    const answer = (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined });
    const confirmed = async (): Promise<unknown> => {
      try {
        const first = await answer();
        if (confirmation.confirmed) return first;
      } catch (error) {
        if (confirmation.confirmed) throw error;
      }
      request.caller = await this.callers.findOrThrow(request);
      checkSecondFactor(request.caller);
      tellVersions(host.switchToHttp().getResponse<FastifyReply>(), request.caller.ctx);
      return answer();
    };
    return from(confirmed());
  }
}
