import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiAnswer, ApiClient } from '@ruyi/testing';
import { FaultInstall } from './faults/support/fault-install.js';

const RATE = 40;
/** What a process gives by itself, once more for the second one. */
const FREE = 4;
const WRONG_PASSWORDS = 10;

let install: FaultInstall;
/** Two api processes of one install. */
let apis: readonly ApiClient[];

beforeAll(async () => {
  install = await FaultInstall.start({ workers: 0, env: { STRANGER_RATE_PER_MINUTE: String(RATE) } });
  const another = await install.startAnotherApi();
  apis = [install.nobody(), install.nobody().at(another)];
});
afterAll(() => install.stop());

/** A minute that has just begun: what is counted below falls into one. */
async function untilMinuteBegins(): Promise<void> {
  const past = Date.now() % 60_000;
  if (past > 40_000) await new Promise((resolve) => setTimeout(resolve, 60_000 - past + 200));
}

/** So many from one address, in turn at each process. */
async function inTurn(count: number, path: string, body: object, ip: string): Promise<ApiAnswer[]> {
  const answers: ApiAnswer[] = [];
  for (let n = 0; n < count; n += 1) {
    const api = apis[n % apis.length];
    if (api) answers.push(await api.call('POST', path, body, { 'x-forwarded-for': ip }));
  }
  return answers;
}

const refused = (answers: readonly ApiAnswer[]): ApiAnswer[] => answers.filter(({ status }) => status === 429);

describe('who has no log-in, at two api processes', () => {
  it.each([
    ['/signup', '203.0.113.1', '203.0.113.2'],
    ['/auth/login', '203.0.113.1', '203.0.113.2'],
    ['/auth/forgot', '203.0.113.1', '203.0.113.2'],
    ['/auth/reset', '2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['/invitations/nobodys/accept', '2001:db8:1:2::1', '2001:db8:1:3::1'],
  ])('is slowed down at %s by address, as one count of both', { timeout: 90_000 }, async (path, ip, elsewhere) => {
    await untilMinuteBegins();
    const answers = await inTurn(2 * RATE, path, {}, ip);
    const passed = answers.length - refused(answers).length;
    expect(passed).toBeGreaterThanOrEqual(RATE - FREE);
    expect(passed).toBeLessThanOrEqual(RATE + FREE);
    const last = answers.at(-1);
    expect(last).toMatchObject({ status: 429, body: { code: 'tooManyRequests' } });
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused(await inTurn(2, path, {}, elsewhere))).toEqual([]);
  });

  it('may guess at one name ten times, wherever the guesses are sent', { timeout: 90_000 }, async () => {
    await untilMinuteBegins();
    const body = { login: 'guessed@example.com', password: 'Not the one 1' };
    const answers = await inTurn(WRONG_PASSWORDS + 4, '/auth/login', body, '203.0.113.9');
    expect(answers.map(({ status }) => status)).toEqual([
      ...Array<number>(WRONG_PASSWORDS).fill(401),
      ...Array<number>(4).fill(429),
    ]);
  });
});
