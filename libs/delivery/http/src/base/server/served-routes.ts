import type { FastifyInstance } from 'fastify';

/** Every route of the router, whoever added it: controllers, the web client, libraries. The document does not know them all. */
export class ServedRoutes {
  readonly #routes = new Set<string>();

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) this.#routes.add(`${each} ${url}`);
    });
  }

  /** `GET /api/v1/users/:id`, in alphabetical order. */
  all(): readonly string[] {
    return [...this.#routes].sort();
  }
}
