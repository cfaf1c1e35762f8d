import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AdminAction } from '@ruyi/contract/access';
import { AppError } from '@ruyi/contract/errors';
import { AccessStore } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import { Identity, isCsrfTokenOf, type OpenSession } from '@ruyi/identity';
import { PublicThrottle } from '../server/public-throttle.js';
import { administers } from './administers.js';
import type { Caller } from './caller.js';
import { readCookie, SESSION_COOKIE } from './session-cookies.js';
import { ROUTE_ACCESS, type RouteAccess } from './route-access.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const BEARER = /^Bearer +(\S+) *$/i;

/** The one place where a request gets its caller: one trip to the database, at every request. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identity: Identity,
    private readonly access: AccessStore,
    private readonly throttle: PublicThrottle,
  ) {}

  async canActivate(host: ExecutionContext): Promise<boolean> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      host.getHandler(),
      host.getClass(),
    ]);
    if (!access) throw new Error(`${host.getClass().name}.${host.getHandler().name} does not say who may call it.`);
    if (access.kind === 'public') {
      this.throttle.takeOrThrow(request);
      return true;
    }
    request.caller = await this.callerOrThrow(request);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    // Tells an open browser that the forms it has drawn are out of date.
    reply.header('x-model-version', String(request.caller.ctx.modelVersion));
    reply.header('x-access-version', String(request.caller.ctx.accessVersion));
    if (access.kind === 'admin') await this.checkAdministration(request.caller.ctx, access.anyOf);
    return true;
  }

  private async callerOrThrow(request: FastifyRequest): Promise<Caller> {
    const { authorization } = request.headers;
    // A bearer token that is wrong is not made up for by a cookie that is right.
    const bearer = authorization === undefined ? undefined : (BEARER.exec(authorization)?.[1] ?? '');
    const token = bearer ?? readCookie(request, SESSION_COOKIE);
    const session = token ? await this.identity.sessions.find(token) : null;
    if (!token || !session) throw new AppError(401, 'unauthenticated');
    const via = bearer === undefined ? 'cookie' : 'bearer';
    if (via === 'cookie' && !SAFE_METHODS.has(request.method)) checkCsrf(request, token);
    return { ctx: contextOf(session, request.id), session, token, via };
  }

  private async checkAdministration(ctx: Context, anyOf: readonly AdminAction[]): Promise<void> {
    const data = await this.access.get(ctx);
    if (ctx.userId === null || !administers(data, ctx.userId, anyOf)) throw AppError.notAllowed();
  }
}

function checkCsrf(request: FastifyRequest, token: string): void {
  const header = request.headers['x-csrf-token'];
  if (typeof header !== 'string' || !isCsrfTokenOf(token, header)) throw AppError.notAllowed('csrf');
}

function contextOf(session: OpenSession, requestId: string): Context {
  const { tenantId, userId, locale, timeZone, baseCurrency, modelVersion, accessVersion } = session;
  return { tenantId, userId, locale, timeZone, baseCurrency, modelVersion, accessVersion, requestId };
}
