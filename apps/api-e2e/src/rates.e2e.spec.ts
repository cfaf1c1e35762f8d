import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient, startTestServer, type ApiAnswer, type TestServer } from '@ruyi/testing';

const USER = 30;
const TENANT = 50;
const EXPORT_COSTS = 50;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ USER_RATE_PER_MINUTE: String(USER), TENANT_RATE_PER_MINUTE: String(TENANT) });
});

afterAll(() => server.stop());

/** A minute that has just begun: what is counted below falls into one. */
async function untilMinuteBegins(): Promise<void> {
  const past = Date.now() % 60_000;
  if (past > 20_000) await new Promise((resolve) => setTimeout(resolve, 60_000 - past + 200));
}

const refused = (answers: readonly ApiAnswer[]): ApiAnswer[] => answers.filter(({ status }) => status === 429);
const asked = (client: ApiClient, count: number): Promise<ApiAnswer[]> =>
  Promise.all(Array.from({ length: count }, () => client.call('GET', '/records/customers')));

describe('rates', () => {
  it(
    'stop a person with 429 and the seconds to wait, then the company, and nobody else',
    { timeout: 150_000 },
    async () => {
      const nobody = new ApiClient(server.url);
      const admin = await nobody.signUp('忙碌贸易');
      const roles = await admin.call<{ items: { id: string; key: string }[] }>('GET', '/roles');
      const roleIds = [roles.body.items.find(({ key }) => key === 'sales')?.id];
      const email = `seller${Date.now()}@example.com`;
      const user = { name: '李四', email, password: 'Correct horse 1', roleIds };
      expect((await admin.call('POST', '/users', user)).status).toBe(201);
      const login = await nobody.call<{ accessToken: string }>('POST', '/auth/login', {
        login: email,
        password: 'Correct horse 1',
      });
      const seller = nobody.as(login.body.accessToken);
      const other = await nobody.signUp('安静贸易');

      await untilMinuteBegins();
      const first = await asked(seller, USER + 20);
      expect(first.filter(({ status }) => status === 200)).toHaveLength(USER);
      expect(refused(first)).toHaveLength(20);
      const [told] = refused(first);
      expect(Number(told?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(told?.headers.get('retry-after'))).toBeLessThanOrEqual(60);
      expect(told?.headers.get('content-type')).toContain('application/problem+json');
      expect(told?.body).toMatchObject({ status: 429, code: 'tooManyRequests' });

      // The person's own minute has room, the company's has not.
      const second = await asked(admin, USER);
      expect(refused(second).length).toBeGreaterThanOrEqual(USER - (TENANT - USER));
      expect(second.some(({ status }) => status === 200)).toBe(true);
      expect(refused(await asked(other, 10))).toHaveLength(0);
    },
  );

  it('weigh an export as many reads', { timeout: 150_000 }, async () => {
    const admin = await new ApiClient(server.url).signUp('出口贸易');
    await untilMinuteBegins();
    expect(EXPORT_COSTS).toBeGreaterThan(USER);
    const request = { filter: { field: 'level', op: 'eq', value: 'A' }, fields: ['name'], format: 'csv' };
    expect((await admin.call('POST', '/records/customers/export', request)).status).toBe(202);
    expect((await admin.call('POST', '/records/customers/export', request)).status).toBe(429);
    expect((await admin.call('GET', '/records/customers')).status).toBe(429);
  });
});
