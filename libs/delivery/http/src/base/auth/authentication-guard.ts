import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AdminAction } from '@ruyi/contract/access';
import { AppError } from '@ruyi/contract/errors';
import { AccessStore } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import { RequestCost } from '../rates/request-cost.js';
import { RequestRates } from '../rates/request-rates.js';
import { administers } from './administers.js';
import { BEFORE_SECOND_FACTOR } from './before-second-factor.js';
import type { Caller } from './caller.js';
import { CallerFinder } from './caller-finder.js';
import { checkSecondFactor } from './check-second-factor.js';
import { CONFIRMS_CALLER } from './confirms-caller.js';
import { FOR_PEOPLE, KEYS_MAY_ADMINISTER } from './for-people.js';
import { ROUTE_ACCESS, type RouteAccess } from './route-access.js';
import { tellVersions } from './tell-versions.js';

/** Without a log-in these compute little, and pages and probes ask them often. */
const READS = new Set(['GET', 'HEAD']);

/** The one place where a request gets its caller, at every request: in a trip of its own, or in the trip of its first read. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: CallerFinder,
    private readonly access: AccessStore,
    private readonly rates: RequestRates,
    private readonly cost: RequestCost,
  ) {}

  async canActivate(host: ExecutionContext): Promise<boolean> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      host.getHandler(),
      host.getClass(),
    ]);
    if (!access) throw new Error(`${host.getClass().name}.${host.getHandler().name} does not say who may call it.`);
    if (access.kind === 'public') {
      if (!READS.has(request.method))
        await this.rates.strangerOrThrow(request.ip, request.routeOptions.url ?? request.method);
      return true;
    }
    const recalls = this.reflector.get<boolean | undefined>(CONFIRMS_CALLER, host.getHandler()) === true;
    // Whoever asks too much is refused before anything is looked up for them, where this process knows them already.
    const recalled = this.callers.recall(request);
    if (recalled) request.recalled = recalled.session;
    if (recalled) await this.takeOrThrow(recalled, host);
    request.caller = (recalls ? recalled : null) ?? (await this.callers.findOrThrow(request));
    if (!recalled) await this.takeOrThrow(request.caller, host);
    tellVersions(host.switchToHttp().getResponse<FastifyReply>(), request.caller.ctx);
    const early = this.reflector.getAllAndOverride<boolean | undefined>(BEFORE_SECOND_FACTOR, [
      host.getHandler(),
      host.getClass(),
    ]);
    if (!early) checkSecondFactor(request.caller);
    const isKey = request.caller.session.accountId === null;
    if (
      isKey &&
      this.reflector.getAllAndOverride<boolean | undefined>(FOR_PEOPLE, [host.getHandler(), host.getClass()])
    )
      throw AppError.notAllowed('notForKeys');
    if (access.kind === 'admin') {
      const anyOf = isKey ? access.anyOf.filter((action) => KEYS_MAY_ADMINISTER.has(action)) : access.anyOf;
      if (anyOf.length === 0) throw AppError.notAllowed('notForKeys');
      await this.checkAdministration(request.caller.ctx, anyOf);
    }
    return true;
  }

  private async takeOrThrow({ ctx, session }: Caller, host: ExecutionContext): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    await this.rates.takeOrThrow(session, await this.cost.of(request, host.getHandler(), ctx));
  }

  private async checkAdministration(ctx: Context, anyOf: readonly AdminAction[]): Promise<void> {
    const data = await this.access.get(ctx);
    if (ctx.userId === null || !administers(data, ctx.userId, anyOf)) throw AppError.notAllowed();
  }
}
