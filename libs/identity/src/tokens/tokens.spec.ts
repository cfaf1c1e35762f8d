import { expect, it } from 'vitest';
import { newId } from '@ruyi/engine/context';
import { csrfTokenOf, isCsrfTokenOf } from './csrf-token.js';
import { issueToken, readToken } from './opaque-token.js';

it('begins with its tenant and is known by its hash', () => {
  const tenantId = newId();
  const { token, hash } = issueToken(tenantId);
  expect(readToken(token)).toEqual({ tenantId, hash });
  expect(token).toMatch(/^[\w-]{22}\.[\w-]{43}$/);
  expect(issueToken(tenantId).token).not.toBe(token);
});

it.each([
  '',
  '.',
  'a.b',
  'x'.repeat(66),
  `${'é'.repeat(22)}.${'a'.repeat(43)}`,
  `${'A'.repeat(22)}.${'a'.repeat(42)}\u0000`,
])('is not %j', (text) => {
  expect(readToken(text)).toBeNull();
});

it('has a CSRF value of its own', () => {
  const [one, other] = [issueToken(newId()).token, issueToken(newId()).token];
  expect(isCsrfTokenOf(one, csrfTokenOf(one))).toBe(true);
  expect(isCsrfTokenOf(one, csrfTokenOf(other))).toBe(false);
  expect(isCsrfTokenOf(one, '')).toBe(false);
});
