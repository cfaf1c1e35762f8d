import { expect, it } from 'vitest';
import { Readiness } from './readiness.js';

it('is ready when everything answers, and says what does not', async () => {
  const fine = { name: 'database', check: () => Promise.resolve() };
  const broken = { name: 'queue', check: () => Promise.reject(new Error('gone')) };
  expect(await new Readiness([fine]).report()).toEqual({ status: 'ok', checks: { database: 'ok' } });
  expect(await new Readiness([fine, broken]).report()).toEqual({
    status: 'unavailable',
    checks: { database: 'ok', queue: 'unavailable' },
  });
});
