import { CALLS_QUEUE, HEAVY_QUEUE, JOBS_QUEUE, QUEUES } from '@ruyi/delivery/jobs';
import { type CacheFigures, sql } from '@ruyi/engine/context';
import { NO_TENANT } from '@ruyi/engine/events';
import type { Metrics } from '@ruyi/platform/health';
import type { JobQueue, QueueLoad } from '@ruyi/platform/queue';
import type { OpenProduct } from './open-product.js';

/** What an operator wants to be woken for: jobs that pile up, promises that nobody relays, connections that run out. */
export function watchLoad({ connection, queue, product }: OpenProduct, metrics: Metrics): void {
  metrics.watch({
    name: 'ruyi_queue_jobs',
    help: 'Jobs in the queue, by state',
    label: 'state',
    async read() {
      const loads = await loadOf(queue);
      const sum = (state: 'waiting' | 'active' | 'delayed'): number =>
        loads.reduce((all, load) => all + load[state], 0);
      return { waiting: sum('waiting'), active: sum('active'), delayed: sum('delayed') };
    },
  });
  metrics.watch({
    name: 'ruyi_oldest_seconds',
    help: 'How long the first has waited: job in the queue, promise in the outbox that is due',
    label: 'where',
    async read() {
      const [work, calls, outbox] = await Promise.all([
        loadOf(queue, [JOBS_QUEUE, HEAVY_QUEUE]),
        loadOf(queue, [CALLS_QUEUE]),
        oldestPromise(connection),
      ]);
      return { queue: oldest(work), calls: oldest(calls), outbox };
    },
  });
  metrics.watch({
    name: 'ruyi_database_connections',
    help: 'Connections of this process; waiting: requests that wait for one',
    label: 'state',
    read: () => Promise.resolve({ ...connection.load() }),
  });
  watchCaches({ model: product.models, access: product.access }, metrics);
}

/** Misses that keep growing while no new companies come: the cache is too small for those that are at work. */
function watchCaches(caches: Readonly<Record<string, { readonly figures: CacheFigures }>>, metrics: Metrics): void {
  const label = 'cache';
  const of = (figure: keyof CacheFigures): Record<string, number> =>
    Object.fromEntries(Object.entries(caches).map(([name, { figures }]) => [name, figures[figure]]));
  metrics.watch({
    name: 'ruyi_tenant_cache_entries',
    help: "Companies whose model (fields, views), and whose people and roles, are in this process's memory",
    label,
    read: () => Promise.resolve(of('entries')),
  });
  metrics.watchCount({
    name: 'ruyi_tenant_cache_hits_total',
    help: 'Times that a company was found in memory',
    label,
    read: () => of('hits'),
  });
  metrics.watchCount({
    name: 'ruyi_tenant_cache_misses_total',
    help: 'Times that a company was read from the database',
    label,
    read: () => of('misses'),
  });
}

const loadOf = (queue: JobQueue, names: readonly string[] = QUEUES): Promise<QueueLoad[]> =>
  Promise.all(names.map((name) => queue.load(name)));

const oldest = (loads: readonly QueueLoad[]): number => Math.max(...loads.map(({ oldestSeconds }) => oldestSeconds));

async function oldestPromise({ database }: OpenProduct['connection']): Promise<number> {
  const [rows] = await database.read(NO_TENANT, [
    sql`select coalesce(extract(epoch from now() - min(at)), 0)::float8 as seconds from outbox_wakeup where at <= now()`,
  ]);
  return Number(rows?.[0]?.['seconds'] ?? 0);
}
