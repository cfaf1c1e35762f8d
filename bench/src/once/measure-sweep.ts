import { ApiClient } from '../api-client.js';
import type { BenchOptions } from '../bench-options.js';
import type { BenchWorld } from '../bench-world.js';
import { timed, type OnceRow } from './once-row.js';

/** Claims before the sweep, to know what one costs alone. */
const ALONE = 20;
const MOST_CLAIMS = 2_000;

/**
 * The sweep by the admin's button, against one statement for each 500 rows, and what it costs somebody who claims meanwhile;
 * nothing on a day without sweeps.
 */
export async function measureSweep(world: BenchWorld, options: BenchOptions): Promise<OnceRow[]> {
  const bare = new ApiClient(world.floor.url, null, '');
  const claims = await claimer(world);
  const alone: number[] = [];
  for (let n = 0; n < ALONE; n += 1) alone.push(...(await claims.one()));
  let swept = false;
  const sweeping = timed(() =>
    world.admin.call<{ reclaimed: number; paused: boolean }>('POST', '/pools/sweep', {}),
  ).finally(() => (swept = true));
  const beside: number[] = [];
  while (!swept) {
    const times = await claims.one();
    if (times.length === 0) break;
    beside.push(...times);
  }
  const [{ reclaimed, paused }, sweepMs] = await sweeping;
  if (paused) return [];
  const [{ reclaimed: floorReclaimed }, floorMs] = await timed(() =>
    bare.call<{ reclaimed: number }>('POST', '/sweep', { rows: reclaimed }),
  );
  if (Math.abs(floorReclaimed - reclaimed) > reclaimed / 10)
    throw new Error(`the product reclaims ${reclaimed} customers, the floor ${floorReclaimed}`);
  const sweep: OnceRow = {
    name: `sweep that reclaims ${reclaimed} of ${options.customers}, while one person claims`,
    ours: sweepMs,
    floor: floorMs,
    figure: { key: 'sweepSeconds', value: Number((sweepMs / 1_000).toFixed(2)) },
  };
  if (beside.length === 0 || alone.length === 0) return [sweep];
  const [longest, usual] = [Math.max(...beside), medianOf(alone)];
  const claim: OnceRow = {
    name: `the longest of ${beside.length} claims during the sweep (median ${medianOf(beside).toFixed(0)} ms; alone ${usual.toFixed(0)})`,
    ours: longest,
    floor: null,
    figure: { key: 'claimDuringSweepMaxMs', value: Math.round(longest) },
  };
  return [sweep, claim];
}

/** Takes one customer after another out of the pool: those that went in last, which nobody else here claims. */
async function claimer({ api, company, claimers, owner }: BenchWorld): Promise<{ one(): Promise<number[]> }> {
  const { rows } = await owner.query<{ id: string }>(
    'select id from customers where tenant_id = $1 and pool_id is not null and deleted_at is null order by pooled_at desc limit $2',
    [company.tenantId, MOST_CLAIMS],
  );
  const person = new ApiClient(api.url, claimers[0]?.token ?? null);
  return {
    /** The time of one claim; nothing when there is no customer left. */
    async one() {
      const id = rows.shift()?.id;
      if (id === undefined) return [];
      const [, took] = await timed(() => person.call('POST', `/records/customers/${id}/actions/claim`, {}));
      return [took];
    },
  };
}

const medianOf = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
