import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import type { FilterNode } from '@ruyi/contract/query';
import type { RecordReader } from '@ruyi/engine/records';

const COUNTS = {
  contactToday: { field: 'nextContactAt', op: 'today' },
  overdue: { field: 'nextContactAt', op: 'olderThanDays', value: 0 },
  expiringSoon: { field: 'daysToReclaim', op: 'between', value: [0, 7] },
  newThisMonth: { field: 'createdAt', op: 'thisMonth' },
  mine: null,
} as const satisfies Record<string, FilterNode | null>;

export type HomeCount = keyof typeof COUNTS;

export interface HomeAnswer {
  readonly counts: Readonly<Record<HomeCount, number>>;
}

/** Counts beyond this are not made. */
const CAP = 1000;

/** What the caller's own customers ask for today. */
export class HomeCounts {
  constructor(private readonly reader: RecordReader) {}

  async of(ctx: Context): Promise<HomeAnswer> {
    const entries = await Promise.all(
      (Object.keys(COUNTS) as HomeCount[]).map(async (key) => [key, await this.#count(ctx, COUNTS[key])] as const),
    );
    return { counts: Object.fromEntries(entries) as HomeAnswer['counts'] };
  }

  async #count(ctx: Context, condition: FilterNode | null): Promise<number> {
    const own: FilterNode = { field: 'ownerId', op: 'me' };
    try {
      const total = await this.reader.count(
        ctx,
        'customers',
        { filter: condition ? { and: [own, condition] } : own },
        CAP,
      );
      return total.value;
    } catch (error) {
      // Without the right to customers, or to a field, there is nothing to do today.
      if (error instanceof AppError && error.status < 500) return 0;
      throw error;
    }
  }
}
