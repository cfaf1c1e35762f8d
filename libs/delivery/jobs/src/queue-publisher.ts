import type { JobPublisher, PublishedJob } from '@ruyi/engine/events';

/** Jobs that are soon done. */
export const JOBS_QUEUE = 'jobs';
/** Those that go over many rows. */
export const HEAVY_QUEUE = 'heavy-jobs';

/** The part of the queue that publishing needs. */
export interface PublishingQueue {
  add(
    queue: string,
    jobs: readonly { readonly id: string; readonly name: string; readonly data: object }[],
  ): Promise<void>;
}

/** Hands jobs from the outbox to the queue: no more than where to find them. */
export class QueuePublisher implements JobPublisher {
  constructor(
    private readonly queue: PublishingQueue,
    private readonly heavy: ReadonlySet<string> = new Set(),
  ) {}

  async publish(jobs: readonly PublishedJob[]): Promise<void> {
    const queued = jobs.map(({ id, tenantId, name }) => ({ id, name, data: { tenantId } }));
    await Promise.all([
      this.queue.add(
        JOBS_QUEUE,
        queued.filter(({ name }) => !this.heavy.has(name)),
      ),
      this.queue.add(
        HEAVY_QUEUE,
        queued.filter(({ name }) => this.heavy.has(name)),
      ),
    ]);
  }
}
