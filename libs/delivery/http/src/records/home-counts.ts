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

  /** Without the right to customers, or to a field, there is nothing to do today. */
  async of(ctx: Context): Promise<HomeAnswer> {
    const own: FilterNode = { field: 'ownerId', op: 'me' };
    const requests = Object.entries(COUNTS).map(([key, condition]) => [
      key,
      { filter: condition ? { and: [own, condition] } : own },
    ]);
    const totals = await this.reader.countMany(ctx, 'customers', Object.fromEntries(requests), CAP);
    const counts = (Object.keys(COUNTS) as HomeCount[]).map((key) => [key, totals[key]?.value ?? 0]);
    return { counts: Object.fromEntries(counts) as HomeAnswer['counts'] };
  }
}
