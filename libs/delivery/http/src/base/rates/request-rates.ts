import { LRUCache } from 'lru-cache';
import { AppError } from '@ruyi/contract/errors';
import { networkOf } from '@ruyi/identity';

/** How many points a minute; 0: as many as they like. */
export interface RateLimits {
  readonly userPerMinute: number;
  readonly tenantPerMinute: number;
  /** Requests from one address with a token that is nobody's; nobody else's are counted or refused. */
  readonly wrongTokensPerMinute: number;
  /** Requests from one address to one route that writes or computes much without a log-in. */
  readonly strangersPerMinute: number;
}

/** Port: counts that all processes share. */
export interface RateCounter {
  add(key: string, points: number, seconds: number): Promise<number>;
}

/** What a process knows of one user's or company's minute. */
interface Allowance {
  readonly minute: number;
  readonly limit: number;
  /** May be spent without asking. */
  left: number;
  /** Handed out here so far, `left` included. */
  granted: number;
  /** Whether the other processes know of what was handed out at first. */
  told: boolean;
  /** The shared count has no more. */
  exhausted: boolean;
  asking: Promise<void> | null;
}

const MINUTE = 60_000;
/** A count outlives its minute by so many seconds: clocks differ. */
const KEPT_SECONDS = 120;
/** This part of a minute's limit is a process's own to give: nearly everybody stays below it and never costs a trip. */
const FREE_PART = 0.1;
/** So much of the limit is asked for at once. */
const LEASE_PART = 0.05;
const REMEMBERED = 50_000;

/**
 * Rates of users and companies, across processes, without a trip for each request: a process spends from a lease that it
 * takes from the shared count, and takes the next one behind the answers while some of it is left. Low limits are exact;
 * at high ones each process more may let a tenth more through.
 */
export class RequestRates {
  readonly #allowances = new LRUCache<string, Allowance>({ max: REMEMBERED });

  constructor(
    private readonly limits: RateLimits,
    private readonly counter: RateCounter,
    private readonly onTrouble: (error: unknown) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes the points of one request from its user's minute and its company's; 429 when there are none left. */
  async takeOrThrow(caller: { readonly tenantId: string; readonly userId: string }, points: number): Promise<void> {
    const { userPerMinute, tenantPerMinute } = this.limits;
    if (userPerMinute > 0) await this.#take(`u:${caller.tenantId}:${caller.userId}`, userPerMinute, points);
    if (tenantPerMinute > 0) await this.#take(`t:${caller.tenantId}`, tenantPerMinute, points);
  }

  /** Counts a request whose token was looked for and is nobody's; 429 when its address has sent too many. */
  async wrongTokenOrThrow(ip: string): Promise<void> {
    const { wrongTokensPerMinute } = this.limits;
    if (wrongTokensPerMinute > 0) await this.#take(`w:${networkOf(ip)}`, wrongTokensPerMinute, 1);
  }

  /** Counts a request without a log-in to a route that needs none; 429 when its address has sent too many there. */
  async strangerOrThrow(ip: string, route: string): Promise<void> {
    const { strangersPerMinute } = this.limits;
    if (strangersPerMinute > 0) await this.#take(`s:${networkOf(ip)}:${route}`, strangersPerMinute, 1);
  }

  async #take(key: string, limit: number, points: number): Promise<void> {
    // What costs more than a whole minute may still run once a minute.
    const price = Math.min(points, limit);
    for (;;) {
      const allowance = this.#allowanceOf(key, limit);
      if (allowance.left >= price) {
        allowance.left -= price;
        if (allowance.told && allowance.left < leaseOf(limit) / 2) void this.#ask(key, allowance, 0);
        return;
      }
      if (allowance.exhausted) throw this.#refusal(allowance);
      await this.#ask(key, allowance, price);
    }
  }

  #allowanceOf(key: string, limit: number): Allowance {
    const minute = Math.floor(this.now() / MINUTE);
    const known = this.#allowances.get(key);
    if (known?.minute === minute) return known;
    const free = Math.floor(limit * FREE_PART);
    const fresh = { minute, limit, left: free, granted: free, told: free === 0, exhausted: false, asking: null };
    this.#allowances.set(key, fresh);
    return fresh;
  }

  /** One question at a time for one key; whoever waits looks again when it is answered. */
  #ask(key: string, allowance: Allowance, price: number): Promise<void> {
    if (allowance.exhausted) return Promise.resolve();
    allowance.asking ??= this.#lease(key, allowance, price).finally(() => {
      allowance.asking = null;
    });
    return allowance.asking;
  }

  async #lease(key: string, allowance: Allowance, price: number): Promise<void> {
    const { limit, minute } = allowance;
    const wanted = Math.max(leaseOf(limit), price - allowance.left);
    const untold = allowance.told ? 0 : allowance.granted;
    let room: number;
    try {
      const total = await this.counter.add(`${key}:${minute}`, wanted + untold, KEPT_SECONDS);
      allowance.told = true;
      room = limit - (total - wanted);
    } catch (error) {
      // Without the shared count each process counts for itself: nobody is locked out because of it.
      this.onTrouble(error);
      room = limit - allowance.granted;
    }
    const given = Math.max(0, Math.min(wanted, room));
    allowance.left += given;
    allowance.granted += given;
    allowance.exhausted = given < wanted;
  }

  #refusal({ minute }: Allowance): AppError {
    const wait = ((minute + 1) * MINUTE - this.now()) / 1000;
    return new AppError(429, 'tooManyRequests', { retryAfter: Math.max(1, Math.ceil(wait)) });
  }
}

function leaseOf(limit: number): number {
  return Math.max(1, Math.floor(limit * LEASE_PART));
}
