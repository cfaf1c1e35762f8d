import { isDeepStrictEqual } from 'node:util';
import type { Scenario } from './scenarios/scenario.js';

/** Told by the product alone: the floor asks for no rights and signs no cursors. */
const OWN_WAYS = new Set(['nextCursor', '_why', '_can']);

/** Throws unless both sides answer the first calls alike: else the ratio would compare different work. */
export async function sameAnswerOrThrow(
  scenario: Scenario,
  ours: (n: number) => Promise<unknown>,
  floor: (n: number) => Promise<unknown>,
): Promise<void> {
  const { compared } = scenario;
  if (!compared) return;
  for (const n of scenario.grows ? [0] : [0, 1, 2]) {
    const [one, other] = await Promise.all([ours(n), floor(n)]);
    const difference = firstDifference(compared(one), compared(other), '');
    if (difference) throw new Error(`${scenario.name}: the two sides differ at call ${n}: ${difference}`);
  }
}

function firstDifference(one: unknown, other: unknown, path: string): string | null {
  if (isDeepStrictEqual(one, other)) return null;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return `${path}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  for (const key of keys) {
    if (OWN_WAYS.has(key)) continue;
    const difference = firstDifference(
      (one as Record<string, unknown>)[key],
      (other as Record<string, unknown>)[key],
      `${path}.${key}`,
    );
    if (difference) return difference;
  }
  return null;
}
