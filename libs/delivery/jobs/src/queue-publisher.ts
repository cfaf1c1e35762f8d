import type { JobPublisher, PublishedJob } from '@ruyi/engine/events';

/** The one queue of the product's jobs. */
export const JOBS_QUEUE = 'jobs';

/** The part of the queue that publishing needs. */
export interface PublishingQueue {
  add(
    queue: string,
    jobs: readonly { readonly id: string; readonly name: string; readonly data: object }[],
  ): Promise<void>;
}

/** Hands jobs from the outbox to the queue: no more than where to find them. */
export class QueuePublisher implements JobPublisher {
  constructor(private readonly queue: PublishingQueue) {}

  publish(jobs: readonly PublishedJob[]): Promise<void> {
    return this.queue.add(
      JOBS_QUEUE,
      jobs.map(({ id, tenantId, name }) => ({ id, name, data: { tenantId } })),
    );
  }
}
