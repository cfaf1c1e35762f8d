import { expect, it } from 'vitest';
import { demoCustomers } from './demo-customers.js';

it('is the same company for the same day, never ahead of it, and talks in order', () => {
  const today = new Date('2026-11-21T13:00:00Z');
  const made = demoCustomers(today, 9);
  expect(made).toEqual(demoCustomers(today, 9));
  expect(made).toHaveLength(300);
  expect(new Set(made.map((each) => each.values['mobile'])).size).toBe(300);
  for (const { createdAt, followUps } of made) {
    expect(createdAt.getTime()).toBeLessThan(today.getTime());
    const times = followUps.map((each) => each.at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    for (const time of times) expect(time > createdAt.getTime() && time < today.getTime()).toBe(true);
  }
});
