import type { Attempts } from '../attempts.js';
import type { BenchOptions } from '../bench-options.js';
import type { BenchWorld } from '../bench-world.js';
import { measureExport } from './measure-exports.js';
import { measureImports } from './measure-imports.js';
import { measureNeighbours } from './measure-neighbours.js';
import { measureSweep } from './measure-sweep.js';
import type { OnceRow } from './once-row.js';
import { onceLine } from '../report.js';
import { measureBulkEdit, measureClaims, measureSignUp, measureStrangers } from './measure-work.js';

type Step = (world: BenchWorld, options: BenchOptions) => Promise<readonly OnceRow[]>;

/** First times, and what only reads: as long as both sides hold the same. */
export const FIRST_STEPS: readonly Step[] = [
  measureStrangers,
  async (world) => [await measureSignUp(world)],
  measureExport,
];

/** Jobs that change many customers. */
export const LAST_STEPS: readonly Step[] = [
  async (world, options) => [await measureBulkEdit(world, options)],
  async (world) => [await measureClaims(world)],
  measureSweep,
  measureImports,
];

/** Jobs beside which another company goes on. */
export const NEIGHBOUR_STEPS: readonly Step[] = [measureNeighbours];

/** Each step once, in turn. */
export async function measureOnce(
  steps: readonly Step[],
  world: BenchWorld,
  options: BenchOptions,
  attempts: Attempts,
): Promise<OnceRow[]> {
  const rows: OnceRow[] = [];
  for (const step of steps)
    for (const row of (await attempts.make(() => step(world, options))) ?? []) {
      rows.push(row);
      attempts.say(onceLine(row));
    }
  return rows;
}
