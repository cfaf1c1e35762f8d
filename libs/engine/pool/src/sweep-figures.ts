/** Port: hears what sweeps do, for the operator's figures. */
export interface SweepFigures {
  /** So many records of a module were moved, and that is committed. */
  reclaimed(module: string, records: number): void;
  /** A run over a module has ended; `paused`: today nothing is reclaimed. */
  swept(module: string, outcome: 'done' | 'paused'): void;
}
