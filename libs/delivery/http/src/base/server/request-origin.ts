import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** {@link HttpSettings.publicOrigin} */
    publicOrigin: string | undefined;
  }
}

/** Where the caller's own browser reached us: good enough for a link that the caller itself gets. */
export function originOf(request: FastifyRequest): string {
  return request.server.publicOrigin ?? `${request.protocol}://${request.host}`;
}

/**
 * Where browsers reach us, for links in mails that a stranger may ask for. Without a configured origin the Host header
 * is believed only if it names the address that the request really came in on: else anybody could have links to a
 * site of his own mailed to our users.
 */
export function trustedOriginOf(request: FastifyRequest): string {
  const { publicOrigin } = request.server;
  if (publicOrigin) return publicOrigin;
  const { localAddress = '127.0.0.1', localPort = 80 } = request.socket;
  const address = localAddress.replace(/^::ffff:/, '');
  const own = address.includes(':') ? `[${address}]` : address;
  const isOwn = request.port === localPort && [own, 'localhost'].includes(request.hostname);
  return isOwn ? originOf(request) : `http://${own}:${localPort}`;
}

/** Parameter: {@link originOf}. */
export const OriginOf = createParamDecorator((_: unknown, host: ExecutionContext): string =>
  originOf(host.switchToHttp().getRequest<FastifyRequest>()),
);

/** Parameter: {@link trustedOriginOf}. */
export const TrustedOriginOf = createParamDecorator((_: unknown, host: ExecutionContext): string =>
  trustedOriginOf(host.switchToHttp().getRequest<FastifyRequest>()),
);
