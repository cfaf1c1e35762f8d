import { expect, it, vi } from 'vitest';
import { connectQueue } from './connect-queue.js';

it('tells of a Redis that does not answer, once for the same trouble', async () => {
  const told: string[] = [];
  // Port 1 of this machine: nothing listens there.
  const queue = connectQueue({ redisUrl: 'redis://127.0.0.1:1' }, (error) => told.push(error.message));
  // It waits for Redis, which does not hold up the close.
  void queue.ping();
  await vi.waitFor(() => expect(told).not.toEqual([]), 2_000);
  // By now it has tried several times more.
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(told.filter((message) => message.includes('ECONNREFUSED'))).toHaveLength(1);
  await queue.close();
});
