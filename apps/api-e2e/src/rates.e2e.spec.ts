import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient, startTestServer, type ApiAnswer, type TestServer } from '@ruyi/testing';

const USER = 30;
const TENANT = 50;
const EXPORT_COSTS = 50;
const WRONG = 12;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    USER_RATE_PER_MINUTE: String(USER),
    TENANT_RATE_PER_MINUTE: String(TENANT),
    WRONG_TOKEN_RATE_PER_MINUTE: String(WRONG),
  });
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

  it('weigh a list by what it asks for', { timeout: 150_000 }, async () => {
    const admin = await new ApiClient(server.url).signUp('计数贸易');
    await untilMinuteBegins();
    const list = (words: string): Promise<number> =>
      admin.call('GET', `/records/customers?${words}`).then(({ status }) => status);
    // 10 + 10 + 5 of 30 points, and 5 more; then there is nothing left.
    expect([await list('total=exact'), await list('total=exact'), await list('search=ab')]).toEqual([200, 200, 200]);
    expect([await list('total=exact'), await list('search=ab'), await list('')]).toEqual([429, 200, 429]);
  });

  it('weigh a list by whether its fields have an index', { timeout: 150_000 }, async () => {
    const admin = await new ApiClient(server.url).signUp('逐行贸易');
    const by = (field: string): object => ({ filter: { field, op: 'eq', value: 'A' } });
    const list = (body: object): Promise<number> =>
      admin.call('POST', '/records/customers/query', body).then(({ status }) => status);
    await untilMinuteBegins();
    // 5 × 5 + 2 × 1 of 30 points: no sixth, but three more that an index serves.
    for (const asked of [by('remark'), { sort: 'headcount' }, by('remark'), by('remark'), { sort: 'headcount' }])
      expect(await list(asked)).toBe(200);
    expect([await list(by('level')), await list({ sort: '-createdAt' })]).toEqual([200, 200]);
    expect([await list(by('remark')), await list(by('level'))]).toEqual([429, 200]);
  });

  it('of wrong tokens stop an address, and nobody who has a right one', { timeout: 150_000 }, async () => {
    const nobody = new ApiClient(server.url);
    const admin = await nobody.signUp('共用地址');
    const here = { 'x-forwarded-for': '203.0.113.7' };
    const me = (client: ApiClient): Promise<ApiAnswer> => client.call('GET', '/me', undefined, here);
    const wrong = nobody.as(`rk_AaIfrBwdd0S6BCYg1YUJgg.${'x'.repeat(43)}`);
    await untilMinuteBegins();
    const statuses: number[] = [];
    for (let n = 0; n < WRONG + 5; n += 1) statuses.push((await me(wrong)).status);
    expect(statuses.slice(0, WRONG)).toEqual(Array(WRONG).fill(401));
    const last = await wrong.call('GET', '/records/customers', undefined, here);
    expect(last).toMatchObject({ status: 429, body: { code: 'tooManyRequests' } });
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await me(nobody.as('no token at all'))).status).toBe(429);
    // From the same address: who has a session, and who has nothing to show yet.
    expect((await me(admin)).status).toBe(200);
    expect((await me(nobody)).status).toBe(401);
    // The wrong one from elsewhere.
    expect((await wrong.call('GET', '/me')).status).toBe(401);
  });
});
