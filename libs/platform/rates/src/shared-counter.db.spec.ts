import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRedis, testDatabase, type TestDatabase, type TestRedis } from '@ruyi/testing';
import { openSharedCounter, type SharedCounter } from './shared-counter.js';

const redis: TestRedis | null = await startTestRedis();
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});

afterAll(() => redis?.stop());

const refuse = (error: Error): void => {
  throw error;
};
const stores = [
  { name: 'PostgreSQL', there: true, open: () => openSharedCounter({ database: db.tenantless }, refuse) },
  { name: 'Redis', there: redis !== null, open: () => openSharedCounter({ redisUrl: redis?.url ?? '' }, refuse) },
];

describe.each(stores)('counts in $name', ({ there, open }) => {
  async function opened(): Promise<SharedCounter> {
    const counter = open();
    // Redis connects behind the first question.
    await expect.poll(() => counter.add(randomUUID(), 1, 10).catch(() => null), { timeout: 5_000 }).toBe(1);
    return counter;
  }

  it.runIf(there)('are the sum of what all processes add, each key for itself', async () => {
    const [one, other] = [await opened(), await opened()];
    const key = randomUUID();
    expect(await one.add(key, 3, 60)).toBe(3);
    expect(await other.add(key, 40, 60)).toBe(43);
    expect(await one.add(`${key}x`, 1, 60)).toBe(1);
    const totals = await Promise.all(Array.from({ length: 30 }, (_, n) => (n % 2 ? one : other).add(key, 1, 60)));
    expect(new Set(totals).size).toBe(30);
    expect(Math.max(...totals)).toBe(73);
    one.close();
    other.close();
  });

  it.runIf(there)('begin anew after their time', async () => {
    const counter = await opened();
    const key = randomUUID();
    await counter.add(key, 5, 1);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await counter.add(key, 5, 1)).toBe(5);
    counter.close();
  });
});

it('a Redis that is away refuses soon instead of being waited for', async () => {
  const heard: Error[] = [];
  const counter = openSharedCounter({ redisUrl: 'redis://127.0.0.1:1' }, (error) => heard.push(error));
  const from = Date.now();
  await expect(counter.add('a', 1, 60)).rejects.toThrow();
  expect(Date.now() - from).toBeLessThan(1_500);
  await expect.poll(() => heard.length).toBeGreaterThan(0);
  counter.close();
});
