import { expect, it } from 'vitest';
import { AesSecretBox } from '@ruyi/platform/config';
import { SealedTickets } from './sealed-tickets.js';

it('open for their own purpose, for as long as they say, and not when they were changed', () => {
  const box = new AesSecretBox('a secret of the install');
  const tickets = new SealedTickets<{ account: string }>(box, 'log-in', 10);
  const { token, expiresAt } = tickets.issue({ account: 'a' }, 1_000_000);
  expect(expiresAt).toBe(new Date(1_600_000).toISOString());
  expect([1_000_000, 1_599_999, 1_600_000].map((now) => tickets.read(token, now)?.account)).toEqual([
    'a',
    'a',
    undefined,
  ]);
  expect(new SealedTickets(box, 'set-up', 10).read(token, 1_000_000)).toBeNull();
  for (const made of ['', 'v1.', `${token.slice(0, -3)}abc`, 'v1.e30', token.slice(0, 20)])
    expect(tickets.read(made, 1_000_000)).toBeNull();
});
