import { CALLS_QUEUE, HEAVY_QUEUE, JOBS_QUEUE, QUEUES } from '@ruyi/delivery/jobs';
import { sql } from '@ruyi/engine/context';
import { NO_TENANT } from '@ruyi/engine/events';
import type { Metrics } from '@ruyi/platform/health';
import type { JobQueue, QueueLoad } from '@ruyi/platform/queue';
import type { OpenProduct } from './open-product.js';

/** What an operator wants to be woken for: jobs that pile up, promises that nobody relays, connections that run out. */
export function watchLoad({ connection, queue }: OpenProduct, metrics: Metrics): void {
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
