export interface Pool {
  readonly id: string;
  readonly name: string;
  readonly enabled?: boolean;
  readonly isDefault?: boolean;
  readonly members: { readonly users: readonly string[]; readonly departments: readonly string[] };
  readonly admins: readonly string[];
  /** Field keys that members see before claiming. */
  readonly visibleFields: readonly string[];
  readonly claimLimit?: { readonly count: number; readonly per: 'day' | 'week' | 'month' } | null;
  readonly holdingLimit?: number | null;
  readonly lockLimit?: number | null;
  readonly dealsCount?: boolean;
  readonly formerOwnerBarDays?: number | null;
  readonly count?: number;
  readonly canAdminister?: boolean;
  readonly [setting: string]: unknown;
}

export type PoolDraft = Partial<Omit<Pool, 'id'>>;

export interface ReclaimRule {
  readonly kind: 'noFollowUp' | 'noDeal' | 'noOpportunity';
  readonly enabled: boolean;
  readonly days: { readonly default: number; readonly byLevel?: Readonly<Record<string, number>> };
  readonly dayKind: 'natural' | 'working';
  readonly spareDeals: boolean;
  readonly spareOpenOpportunities: boolean;
}

export interface PoolRules {
  readonly rules: readonly ReclaimRule[];
  readonly remindDays: number;
  readonly graceDays: number;
  readonly pauseDates: readonly string[];
}

export interface ReclaimCount {
  readonly count: number;
}

/** What a rule would move, before it is switched on. */
export interface PoolPreview {
  readonly tonight: ReclaimCount;
  readonly in7: ReclaimCount;
  readonly in30: ReclaimCount;
  readonly owned: number;
  readonly owners: readonly {
    readonly ownerId: string;
    readonly name: string;
    readonly owned: number;
    readonly tonight: number;
    readonly in7: number;
    readonly in30: number;
  }[];
  readonly first: readonly {
    readonly id: string;
    readonly name: string;
    readonly owner: string;
    readonly ownerName: string;
    readonly lastFollowUpAt: string | null;
    readonly reclaimAt: string;
    readonly reason: string;
  }[];
}
