import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from './content-security-policy.js';
import { isEncrypted } from './is-encrypted.js';

/** Of answers that are no page, and of pages that name no style. */
const POLICY = contentSecurityPolicy();

/** Headers that every answer carries, pages and API alike. */
export function addSecureHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers({
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
      'x-request-id': request.id,
    });
    if (isEncrypted(request)) reply.header('strict-transport-security', 'max-age=31536000');
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    done();
  });
}
