import type { Transaction } from '@ruyi/engine/context';

/** Something that is looked at once a minute, by one process at a time. */
export interface Schedule {
  readonly name: string;
  /**
   * Finds what is due and does it or puts it on outboxes. `tx` sees the tables without a tenant only. Must be safe to run
   * twice and to be missed.
   */
  run(tx: Transaction, now: Date): Promise<void>;
}

/** The schedules of all libraries. */
export class Schedules {
  readonly #schedules: Schedule[] = [];

  register(...schedules: readonly Schedule[]): void {
    this.#schedules.push(...schedules);
  }

  all(): readonly Schedule[] {
    return this.#schedules;
  }
}
