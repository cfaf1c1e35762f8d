import type { BenchWorld } from '../bench-world.js';
import type { OnceRow } from './once-row.js';

/** What a job takes of the process that takes more, the api or the worker, above what it had idle; no row where nobody knows. */
export async function memoryOf<T>(
  { memory }: BenchWorld,
  { key, name }: { readonly key: string; readonly name: string },
  work: () => Promise<T>,
): Promise<[T, OnceRow[]]> {
  const [[result, ofWorker], ofApi] = await memory.api.above(() => memory.worker.above(work));
  const known = [ofApi, ofWorker].filter((mib) => mib !== null);
  if (known.length === 0) return [result, []];
  return [result, [mebibytes(name, key, Math.max(...known))]];
}

export function mebibytes(name: string, key: string, value: number): OnceRow {
  return { name: `${name}: ${value} MiB`, ours: null, floor: null, figure: { key, value } };
}
