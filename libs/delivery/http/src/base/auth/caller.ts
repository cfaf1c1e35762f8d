import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import type { ClientInfo, OpenSession } from '@ruyi/identity';

/** Who is behind a signed-in request. */
export interface Caller {
  readonly ctx: Context;
  readonly session: OpenSession;
  readonly token: string;
  /** A cookie is sent by the browser unasked, a bearer token only on purpose. */
  readonly via: 'bearer' | 'cookie';
}

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
    /** Whose session the process remembers for the token, confirmed or not: for the log, and for nothing else. */
    recalled?: Pick<OpenSession, 'tenantId' | 'userId'>;
  }
}

/** The caller of a request that has passed the guard as signed in. */
export function callerOrThrow(request: FastifyRequest): Caller {
  if (!request.caller) throw new AppError(401, 'unauthenticated');
  return request.caller;
}

/** Parameter: the engine's context of the signed-in caller. */
export const Ctx = createParamDecorator(
  (_: unknown, host: ExecutionContext): Context => callerOrThrow(host.switchToHttp().getRequest<FastifyRequest>()).ctx,
);

/** Parameter: the signed-in caller with session and token. */
export const CallerOf = createParamDecorator((_: unknown, host: ExecutionContext): Caller =>
  callerOrThrow(host.switchToHttp().getRequest<FastifyRequest>()),
);

/** Parameter: where the request came from. */
export const ClientOf = createParamDecorator((_: unknown, host: ExecutionContext): ClientInfo => {
  const request = host.switchToHttp().getRequest<FastifyRequest>();
  return { ip: request.ip, userAgent: request.headers['user-agent'], requestId: request.id };
});
