import { AppError } from '@ruyi/contract/errors';

/** More than this waiting behind one key is an attack or a defect. */
const LONGEST_QUEUE = 100;

interface Queue {
  tail: Promise<unknown>;
  length: number;
}

/** Runs work of the same key one after another, work of different keys side by side; in this process. */
export class Turns {
  private readonly queues = new Map<string, Queue>();

  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const queue = this.queues.get(key) ?? { tail: Promise.resolve(), length: 0 };
    if (queue.length >= LONGEST_QUEUE) throw new AppError(429, 'tooManyRequests', { retryAfter: 5 });
    this.queues.set(key, queue);
    queue.length += 1;
    const mine = queue.tail.then(work, work);
    queue.tail = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      queue.length -= 1;
      if (queue.length === 0) this.queues.delete(key);
    }
  }
}
