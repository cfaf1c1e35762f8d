import { describe, expect, it } from 'vitest';
import { RequestRates, type RateCounter, type RateLimits } from './request-rates.js';

const ann = { tenantId: 'acme', userId: 'ann' };
const bob = { tenantId: 'acme', userId: 'bob' };

/** What processes share, and how often they asked. */
function sharedCounts(): RateCounter & { asked: number } {
  const counts = new Map<string, number>();
  return {
    asked: 0,
    async add(key, points) {
      this.asked += 1;
      await Promise.resolve();
      counts.set(key, (counts.get(key) ?? 0) + points);
      return counts.get(key) ?? 0;
    },
  };
}

class World {
  now = 60_000_000 * 1_000;
  readonly counter = sharedCounts();
  readonly troubles: unknown[] = [];

  process(limits: Partial<RateLimits>, counter: RateCounter = this.counter): RequestRates {
    const all = { userPerMinute: 0, tenantPerMinute: 0, wrongTokensPerMinute: 0, strangersPerMinute: 0, ...limits };
    return new RequestRates(
      all,
      counter,
      (error) => this.troubles.push(error),
      () => this.now,
    );
  }
}

/** How many of so many requests pass, and what the first refused one is told. */
async function passed(rates: RequestRates, count: number, caller = ann, points = 1): Promise<[number, unknown]> {
  let refusal: unknown = null;
  let let_through = 0;
  for (let n = 0; n < count; n += 1) {
    await rates.takeOrThrow(caller, points).then(
      () => (let_through += 1),
      (error: unknown) => (refusal ??= error),
    );
  }
  return [let_through, refusal];
}

describe('rates', () => {
  it('let as many through as the limit says, and say when to come back', async () => {
    const world = new World();
    world.now += 45_000;
    const rates = world.process({ userPerMinute: 5 });
    const [count, refusal] = await passed(rates, 8);
    expect(count).toBe(5);
    expect(refusal).toMatchObject({ status: 429, code: 'tooManyRequests', retryAfter: 15 });
    expect((await passed(rates, 8, bob))[0]).toBe(5);
    world.now += 15_000;
    expect((await passed(rates, 8))[0]).toBe(5);
  });

  it('of a company count all its people', async () => {
    const rates = new World().process({ tenantPerMinute: 6 });
    expect((await passed(rates, 4))[0]).toBe(4);
    expect((await passed(rates, 4, bob))[0]).toBe(2);
    expect((await passed(rates, 4, { ...bob, tenantId: 'other' }))[0]).toBe(4);
  });

  it('hold across processes, to the letter when they are low', async () => {
    const world = new World();
    const processes = [1, 2, 3].map(() => world.process({ userPerMinute: 7 }));
    let all = 0;
    for (let turn = 0; turn < 7; turn += 1) for (const each of processes) all += (await passed(each, 1))[0];
    // A point that one process holds may stay unspent; never is one spent twice.
    expect(all).toBeLessThanOrEqual(7);
    expect(all).toBeGreaterThanOrEqual(5);
  });

  it('let a tenth more through for each process more when they are high', async () => {
    const world = new World();
    const processes = [1, 2].map(() => world.process({ userPerMinute: 1_000 }));
    const [first] = await passed(processes[0] as RequestRates, 2_000);
    const [second] = await passed(processes[1] as RequestRates, 2_000);
    expect(first).toBe(1_000);
    expect(second).toBe(100);
  });

  it('cost those who ask for little no trip at all, and others one in many', async () => {
    const world = new World();
    const rates = world.process({ userPerMinute: 6_000, tenantPerMinute: 60_000 });
    await passed(rates, 600);
    expect(world.counter.asked).toBe(0);
    await passed(rates, 3_000);
    expect(world.counter.asked).toBeLessThan(15);
  });

  it('weigh what costs more, and let what costs more than a minute run once in it', async () => {
    const world = new World();
    expect((await passed(world.process({ userPerMinute: 100 }), 10, ann, 30))[0]).toBe(3);
    expect((await passed(world.process({ tenantPerMinute: 10 }), 3, bob, 50))[0]).toBe(1);
  });

  it('are exact for requests that come at the same time', async () => {
    const rates = new World().process({ userPerMinute: 20 });
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => rates.takeOrThrow(ann, 1)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });

  it('of wrong tokens are those of an address, across processes, and nobody else pays for them', async () => {
    const world = new World();
    const limits = { wrongTokensPerMinute: 6, userPerMinute: 5 };
    const [one, other] = [world.process(limits), world.process(limits)];
    const tries = async (rates: RequestRates, ip: string): Promise<number> => {
      const answers = await Promise.allSettled(Array.from({ length: 10 }, () => rates.wrongTokenOrThrow(ip)));
      return answers.filter(({ status }) => status === 'fulfilled').length;
    };
    expect(await tries(one, '203.0.113.7')).toBe(6);
    expect(await tries(other, '203.0.113.7')).toBe(0);
    expect(await tries(other, '203.0.113.8')).toBe(6);
    expect((await passed(one, 9))[0]).toBe(5);
  });

  it('of strangers are those of an address at a route, across processes', async () => {
    const world = new World();
    const [one, other] = [world.process({ strangersPerMinute: 6 }), world.process({ strangersPerMinute: 6 })];
    const tries = async (rates: RequestRates, ip: string, route = '/signup'): Promise<number> => {
      const answers = await Promise.allSettled(Array.from({ length: 10 }, () => rates.strangerOrThrow(ip, route)));
      return answers.filter(({ status }) => status === 'fulfilled').length;
    };
    expect(await tries(one, '2001:db8:1:2::1')).toBe(6);
    expect(await tries(other, '2001:db8:1:2:ffff::9')).toBe(0);
    expect(await tries(other, '2001:db8:1:2::1', '/auth/reset')).toBe(6);
    expect(await tries(other, '2001:db8:1:3::1')).toBe(6);
  });

  it('are counted by each process for itself while the shared count is away', async () => {
    const world = new World();
    const away: RateCounter = { add: () => Promise.reject(new Error('away')) };
    const rates = world.process({ userPerMinute: 50 }, away);
    expect((await passed(rates, 80))[0]).toBe(50);
    expect(world.troubles.length).toBeGreaterThan(0);
  });
});
