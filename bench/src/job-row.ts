/** Something that runs once; milliseconds. */
export interface JobRow {
  readonly name: string;
  readonly ours: number;
  readonly floor: number;
  /** The figure as the report's `others` name it: rows a second, or seconds. */
  readonly figure: { readonly key: string; readonly value: number };
}

export function rowsPerSecond(rows: number, milliseconds: number): number {
  return Math.round((rows / milliseconds) * 1_000);
}
