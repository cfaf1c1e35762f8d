import { expect, it } from 'vitest';
import { connectQueue } from './connect-queue.js';

it('tells of a Redis that does not answer, once for the same trouble, and refuses the job', async () => {
  const told: string[] = [];
  // Port 1 of this machine: nothing listens there.
  const queue = connectQueue({ redisUrl: 'redis://127.0.0.1:1' }, (error) => told.push(error.message));
  await expect(queue.add('any', [{ id: 'one', name: 'any', data: {} }])).rejects.toThrow('max retries');
  await expect(queue.add('any', [{ id: 'two', name: 'any', data: {} }])).rejects.toThrow('max retries');
  await queue.close();
  expect(told.filter((message) => message.includes('ECONNREFUSED'))).toHaveLength(1);
});
