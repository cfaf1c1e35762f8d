import type { FastifyRequest } from 'fastify';

/**
 * Whether the browser asks over https: as the connection or a trusted proxy says, or because it reaches us nowhere else.
 * A chain of proxies may end the encryption and tell the last one's protocol only.
 */
export function isEncrypted(request: FastifyRequest): boolean {
  return request.protocol === 'https' || (request.server.publicOrigin?.startsWith('https:') ?? false);
}
