import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DateTime } from 'luxon';
import { JOB_PATIENCE_MS } from './support/big-jobs.js';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { FaultInstall, QUEUE_STORES } from './support/fault-install.js';
import { NightClock } from './support/night-clock.js';
import { ProductClock } from './support/product-clock.js';

/** Its clocks go from two to three in spring, and from three back to two in autumn, at one o'clock UTC. */
const ZONE = 'Europe/Berlin';
const HOUR = 3_600_000;
const DAYS = 15;
/** How long before a sweep the clock is set. */
const EVE_MS = 6_000;
/** In which nothing may happen that is not promised. */
const QUIET_MS = 4_000;

interface Season {
  readonly name: string;
  /** The hours by which the day is longer than others. */
  readonly longer: 1 | -1;
  /** UTC of the sweep in the night, of the next and of the one after it, in hours from the change of the clocks. */
  readonly sweeps: readonly [number, number, number];
  /** Time of day at which customers come due → which of the sweeps takes them. */
  readonly due: Readonly<Record<string, 0 | 1>>;
}

const SEASONS: readonly Season[] = [
  {
    name: 'in spring, where two o’clock is not there',
    longer: -1,
    sweeps: [0, 23, 47],
    // Two o'clock is three, the hour of the sweep; half past two is half past three.
    due: { '00:30': 0, '01:59': 0, '02:00': 0, '02:30': 1, '03:30': 1 },
  },
  {
    name: 'in autumn, where two o’clock comes twice',
    longer: 1,
    sweeps: [-1, 24, 48],
    // The sweep is at the first two o'clock; what is due at a time that comes twice is due at the second.
    due: { '00:30': 0, '01:59': 0, '02:00': 1, '02:30': 1, '03:30': 1 },
  },
];

const clock = new ProductClock();
let install: FaultInstall;

beforeEach(() => clock.set(0));
afterEach(async () => {
  await install.stop();
  await clock.remove();
});

/** The next day of this zone, not before tomorrow, that is so many hours longer than others. */
function dayOfChange(longer: number): DateTime {
  let day = DateTime.now().setZone(ZONE).startOf('day').plus({ days: 2 });
  while (day.plus({ days: 1 }).diff(day, 'hours').hours !== 24 + longer) day = day.plus({ days: 1 });
  return day;
}

describe.each(QUEUE_STORES)('the night in which the clocks change, queues on %s', (queue) => {
  it.each(SEASONS)('$name: one sweep, of what is due then, and the next is promised for its hour', async (season) => {
    const day = dayOfChange(season.longer);
    const change = day.toUTC().startOf('day').plus({ days: 1, hours: 1 });
    const [tonight, next, afterNext] = season.sweeps.map((hours) => new Date(change.toMillis() + hours * HOUR));
    if (!tonight || !next || !afterNext) throw new Error('three sweeps are told of each season');
    install = await FaultInstall.start({ queue, env: clock.env });
    const night = await NightClock.start(install, clock, day.minus({ hours: 4 }).toJSDate());
    const admin = await install.nobody().signUp();
    await install.query('update tenant set time_zone = $1', [ZONE]);

    /** Customers by name → when their owner got them. */
    const since: Record<string, DateTime> = { 太早: day.minus({ days: DAYS - 2 }), 锁定: day.minus({ days: 60 }) };
    for (const time of Object.keys(season.due)) {
      const [hour, minute] = time.split(':').map(Number);
      since[time] = day.minus({ days: DAYS }).set({ hour, minute });
    }
    for (const [name, at] of Object.entries(since)) {
      const made = await admin.call('POST', '/records/customers', { name: `${name}到期` });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      await install.query(`update customers set created_at = $2, owned_since = $2, locked = $3 where id = $1`, [
        made.body['id'],
        at.toJSDate(),
        name === '锁定',
      ]);
    }
    const pools = await admin.call<{ items: { id: string }[] }>('GET', '/pools');
    const rule = { kind: 'noFollowUp', enabled: true, days: { default: DAYS }, dayKind: 'natural' };
    const put = await admin.call('PUT', `/pools/${pools.body.items[0]?.id ?? ''}/rules`, {
      rules: [{ ...rule, spareDeals: false, spareOpenOpportunities: false }],
      remindDays: 0,
      graceDays: 0,
      pauseDates: [],
    });
    expect(put.status, JSON.stringify(put.body)).toBe(200);

    const promised = async (): Promise<Date[]> =>
      (await install.query<{ at: Date }>(`select run_at as at from outbox where name = 'pool.sweep'`)).map(
        ({ at }) => at,
      );
    const nights = () =>
      install.query(`select night, reclaimed, finished_at is not null as done from pool_sweep order by night`);
    const reclaimed = async (): Promise<string[]> =>
      (
        await install.query<{ name: string }>(
          `select c.name from pool_move m join customers c on c.id = m.record_id where m.kind = 'reclaim' order by c.name`,
        )
      ).map(({ name }) => name);
    const waiting = async (): Promise<Record<string, Date | null>> =>
      Object.fromEntries(
        (
          await install.query<{ name: string; at: Date | null }>(
            `select name, reclaim_at as at from customers where owner_id is not null order by name`,
          )
        ).map(({ name, at }) => [name, at]),
      );
    const dueAt = (which: 0 | 1): string[] =>
      Object.entries(season.due).flatMap(([time, sweep]) => (sweep === which ? [`${time}到期`] : []));
    const later = { 太早到期: afterNext, 锁定到期: null };
    const atNext = Object.fromEntries(dueAt(1).map((name) => [name, next]));

    await expect.poll(promised, { timeout: JOB_PATIENCE_MS }).toEqual([tonight]);
    expect(await waiting()).toEqual({
      ...Object.fromEntries(dueAt(0).map((name) => [name, tonight])),
      ...atNext,
      ...later,
    });
    await night.set(new Date(tonight.getTime() - EVE_MS));
    expect(await reclaimed()).toEqual([]);
    await expect.poll(promised, { timeout: JOB_PATIENCE_MS }).toEqual([next]);
    const once = [
      { night: tonight, reclaimed: dueAt(0).length, done: true },
      { night: next, reclaimed: 0, done: false },
    ];
    await expect.poll(nights, { timeout: JOB_PATIENCE_MS }).toEqual(once);
    expect(await reclaimed()).toEqual(dueAt(0));
    expect(await waiting()).toEqual({ ...atNext, ...later });

    // Two o'clock again, or what would have been it, and everything that came due meanwhile: the night has had its sweep.
    await night.set(new Date(change.toMillis() + 3 * HOUR));
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    expect([await promised(), await nights(), await reclaimed()]).toEqual([[next], once, dueAt(0)]);
    expect(await waiting()).toEqual({ ...atNext, ...later });

    await night.set(new Date(next.getTime() - EVE_MS));
    await expect.poll(promised, { timeout: JOB_PATIENCE_MS }).toEqual([afterNext]);
    await expect.poll(reclaimed, { timeout: JOB_PATIENCE_MS }).toEqual([...dueAt(0), ...dueAt(1)]);
    expect(await waiting()).toEqual(later);
    await expectNothingLost(install);
  });
});
