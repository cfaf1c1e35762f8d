import { createHash } from 'node:crypto';
import { AppError } from '@ruyi/contract/errors';
import type { IdentityDatabase } from '../store/identity-database.js';
import { networkOf } from './network-of.js';

interface Limit {
  readonly failures: number;
  readonly minutes: number;
}

/** Few for one name from one address; more for an address, since a company shares one; most for a name, since a stranger must not lock its owner out. */
const LIMITS = {
  pair: { failures: 10, minutes: 15 },
  address: { failures: 100, minutes: 15 },
  name: { failures: 100, minutes: 15 },
} as const satisfies Record<string, Limit>;

type Kind = keyof typeof LIMITS;

/** Slows down guessing of passwords, across processes. Only failures count. */
export class LoginThrottle {
  constructor(private readonly database: IdentityDatabase) {}

  /** Refuses with 429 while a limit is reached; the password is then not even looked at. */
  async checkOrThrow(login: string, ip: string): Promise<void> {
    const keys = keysOf(login, ip);
    const rows = await this.database.tenantlessQuery<{ key: string; failures: number; wait: number }>({
      text: `select key, failures, ceil(extract(epoch from window_ends - now()))::int as wait
               from login_throttle where key = any($1) and window_ends > now()`,
      values: [[...keys.keys()]],
    });
    const waits = rows
      .filter((row) => row.failures >= LIMITS[keys.get(row.key) ?? 'pair'].failures)
      .map((row) => row.wait);
    if (waits.length === 0) return;
    throw new AppError(429, 'tooManyRequests', { key: 'tooManyLogins', retryAfter: Math.max(1, ...waits) });
  }

  async fail(login: string, ip: string): Promise<void> {
    // In one order, so that attempts never wait for each other in a circle.
    const keys = [...keysOf(login, ip)].sort(([a], [b]) => (a < b ? -1 : 1));
    await this.database.tenantlessQuery({
      text: `insert into login_throttle (key, failures, window_ends)
             select k.key, 1, now() + make_interval(mins => k.minutes) from unnest($1::text[], $2::int[]) as k (key, minutes)
             on conflict (key) do update set
               failures = case when login_throttle.window_ends > now() then login_throttle.failures + 1 else 1 end,
               window_ends = case when login_throttle.window_ends > now() then login_throttle.window_ends else excluded.window_ends end`,
      values: [keys.map(([key]) => key), keys.map(([, kind]) => LIMITS[kind].minutes)],
    });
  }

  /** Whoever knew the password begins anew from that address. */
  async succeed(login: string, ip: string): Promise<void> {
    await this.database.tenantlessQuery({
      text: 'delete from login_throttle where key = $1',
      values: [keyOf('pair', login, ip)],
    });
  }
}

function keysOf(login: string, ip: string): Map<string, Kind> {
  return new Map<string, Kind>([
    [keyOf('pair', login, ip), 'pair'],
    [keyOf('address', '', ip), 'address'],
    [keyOf('name', login, ''), 'name'],
  ]);
}

/** Hashed, so that the table is no list of names and addresses. */
function keyOf(kind: Kind, login: string, ip: string): string {
  return `${kind}:${createHash('sha256')
    .update(JSON.stringify([login, ip && networkOf(ip)]))
    .digest('base64url')}`;
}
