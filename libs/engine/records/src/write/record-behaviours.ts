import type { RecordBehaviour } from './record-change.js';

/** The behaviours of all modules, in the order in which they were registered. */
export class RecordBehaviours {
  readonly #behaviours: RecordBehaviour[] = [];

  register(...behaviours: readonly RecordBehaviour[]): void {
    this.#behaviours.push(...behaviours);
  }

  of(module: string): readonly RecordBehaviour[] {
    return this.#behaviours.filter(({ modules }) => modules === 'all' || modules.includes(module));
  }
}
