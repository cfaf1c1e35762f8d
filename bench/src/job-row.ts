/** Something that runs once; milliseconds. */
export interface JobRow {
  readonly name: string;
  readonly ours: number;
  readonly floor: number;
}
