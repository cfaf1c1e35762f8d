import { WEBHOOK_DELIVER_JOB } from '@ruyi/delivery/webhooks';
import type { JobPublisher, PublishedJob } from '@ruyi/engine/events';

/** Jobs that are soon done. */
export const JOBS_QUEUE = 'jobs';
/** Those that go over many rows. */
export const HEAVY_QUEUE = 'heavy-jobs';
/** Jobs that mostly wait for somebody else's server: however slow that is, the others go on. */
export const CALLS_QUEUE = 'calls';
export const QUEUES = [JOBS_QUEUE, HEAVY_QUEUE, CALLS_QUEUE] as const;

const CALLS: ReadonlySet<string> = new Set([WEBHOOK_DELIVER_JOB]);

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
    for (const queue of QUEUES) {
      const its = jobs.filter(({ name }) => this.#queueOf(name) === queue);
      if (its.length === 0) continue;
      await this.queue.add(
        queue,
        its.map(({ id, tenantId, name }) => ({ id, name, data: { tenantId } })),
      );
    }
  }

  #queueOf(job: string): (typeof QUEUES)[number] {
    if (CALLS.has(job)) return CALLS_QUEUE;
    return this.heavy.has(job) ? HEAVY_QUEUE : JOBS_QUEUE;
  }
}
