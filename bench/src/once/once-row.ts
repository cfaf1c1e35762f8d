/** Something that runs once. */
export interface OnceRow {
  readonly name: string;
  /** Milliseconds; null where it is no time. */
  readonly ours: number | null;
  /** Null where nothing written by hand would be the same. */
  readonly floor: number | null;
  /** The figure as the report's `others` name it: rows a second, seconds, milliseconds, MiB. */
  readonly figure: { readonly key: string; readonly value: number };
}

export function rowsPerSecond(rows: number, milliseconds: number): number {
  return Math.round((rows / milliseconds) * 1_000);
}

export async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const from = performance.now();
  return [await work(), performance.now() - from];
}
