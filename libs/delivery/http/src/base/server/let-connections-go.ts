import type { FastifyInstance } from 'fastify';

const LOOK_MS = 50;

/**
 * Lets a server that ends close each connection as soon as its answer is out. Left to itself it closes those that are idle
 * when it is told to end; one that is busy then is kept open after its answer, for as long as its client likes.
 */
export function letConnectionsGo(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    const looking = setInterval(() => fastify.server.closeIdleConnections(), LOOK_MS);
    fastify.server.once('close', () => clearInterval(looking));
    looking.unref();
    done();
  });
}
