import { beforeAll, describe, expect, it } from 'vitest';
import { IdentityDatabase } from '../store/identity-database.js';
import { throttleHousekeeping } from '../store/identity-housekeeping.js';
import { identityForTests, PASSWORD, type IdentityForTests } from '../testing/identity-for-tests.js';
import { LoginThrottle } from './login-throttle.js';

const LIMIT = 100;
const REFUSED = { status: 429, code: 'tooManyRequests', key: 'tooManyLogins', retryAfter: expect.any(Number) };

describe('wrong passwords', () => {
  let t: IdentityForTests;
  /** Of two processes: all they share is the database. */
  let throttles: readonly [LoginThrottle, LoginThrottle];
  beforeAll(async () => {
    t = await identityForTests();
    const make = (): LoginThrottle => new LoginThrottle(new IdentityDatabase(t.db.database, t.db.entityManagers));
    throttles = [make(), make()];
  });

  /** Counted in turn by both processes. */
  async function fail(count: number, attempt: (n: number) => readonly [login: string, ip: string]): Promise<void> {
    for (let n = 0; n < count; n += 1) await throttles[n % 2 === 0 ? 0 : 1].fail(...attempt(n));
  }
  const logIn = (login: string, ip: string, identity = t.identity): Promise<unknown> =>
    identity.logIn.run({ login, password: PASSWORD }, { ip });

  it('for a hundred names from one address keep that address out, whoever it asks', async () => {
    const { email } = await t.company();
    const ip = '198.51.100.1';
    await fail(LIMIT - 1, (n) => [`name${n}@example.com`, ip]);
    expect(await logIn(email, ip)).toHaveProperty('accessToken');
    await fail(1, () => ['one-more@example.com', ip]);
    // The right password: it is not even looked at.
    await expect(logIn(email, ip)).rejects.toMatchObject(REFUSED);
    await expect(logIn(email, ip, t.elsewhere)).rejects.toMatchObject(REFUSED);
    expect(await logIn(email, '198.51.100.2')).toHaveProperty('accessToken');
  });

  it('for one name from a hundred addresses keep that name out, from any address', async () => {
    const { email } = await t.company();
    const other = await t.company();
    await fail(LIMIT - 1, (n) => [email, `203.0.113.${n}`]);
    expect(await logIn(email, '198.51.100.3')).toHaveProperty('accessToken');
    await fail(1, () => [email, '203.0.113.200']);
    await expect(logIn(email, '198.51.100.3')).rejects.toMatchObject(REFUSED);
    await expect(logIn(email, '198.51.100.4', t.elsewhere)).rejects.toMatchObject(REFUSED);
    expect(await logIn(other.email, '198.51.100.3')).toHaveProperty('accessToken');
  });

  it('from one network of IPv6 are those of one address', async () => {
    const { email } = await t.company();
    await fail(10, (n) => [email, `2001:db8:1:2::${n + 1}`]);
    await expect(logIn(email, '2001:db8:1:2:ffff::1')).rejects.toMatchObject(REFUSED);
    expect(await logIn(email, '2001:db8:1:3::1')).toHaveProperty('accessToken');
  });

  it('are forgotten after their time, and taken out of the table', async () => {
    const { email } = await t.company();
    const ip = '198.51.100.5';
    await fail(10, () => [email, ip]);
    await expect(logIn(email, ip)).rejects.toMatchObject(REFUSED);
    await t.db.ownerQuery(`update login_throttle set window_ends = now() - interval '1 second'`);
    expect(await logIn(email, ip)).toHaveProperty('accessToken');
    await fail(1, () => ['still-counted@example.com', ip]);
    await t.db.ownerQuery(
      `insert into request_rate (key, points, expire) values ('over', 1, 1), ('runs', 1, 9999999999999)`,
    );
    await t.db.tenantless.transaction((tx) => tx.pipeline(throttleHousekeeping()));
    expect(await t.db.ownerQuery(`select 1 from login_throttle where window_ends < now()`)).toEqual([]);
    expect((await t.db.ownerQuery(`select 1 from login_throttle`)).length).toBeGreaterThan(0);
    expect(await t.db.ownerQuery(`select key from request_rate`)).toEqual([{ key: 'runs' }]);
  });
});
