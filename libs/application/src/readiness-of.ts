import { Readiness } from '@ruyi/platform/health';
import type { OpenProduct } from './open-product.js';

/** A process is ready when its database and its queue answer. */
export function readinessOf({ connection, queue }: OpenProduct): Readiness {
  return new Readiness([
    { name: 'database', check: () => connection.ping() },
    { name: 'queue', check: () => queue.ping() },
  ]);
}
