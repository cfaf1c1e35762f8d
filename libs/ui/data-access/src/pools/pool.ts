/** People, named one by one or by department (the departments below it included). */
export interface PoolPeople {
  readonly everybody?: boolean;
  readonly users: readonly string[];
  readonly departments: readonly string[];
}

/** A number for everybody, with other numbers for some; null: no limit. */
export interface PersonalLimit {
  readonly default: number | null;
  readonly users?: Readonly<Record<string, number>>;
  readonly departments?: Readonly<Record<string, number>>;
}

export interface PoolLimits {
  readonly claimPerDay: number | null;
  readonly claimPerWeek: number | null;
  readonly claimPerMonth: number | null;
  readonly holding: PersonalLimit;
  /** Records with a deal do not count towards `holding`. */
  readonly holdingSparesDeals: boolean;
  readonly lock: PersonalLimit;
  /** Days for which the former owner may not claim again; 0: no bar. */
  readonly formerOwnerDays: number;
}

/** A pool as a member sees it. */
export interface PoolSummary {
  readonly id: string;
  readonly name: string;
  readonly module: string;
  readonly enabled: boolean;
  /** The caller administers it. */
  readonly admin: boolean;
  readonly member: boolean;
}

/** A pool with all its settings, for administrators of pools. */
export interface Pool extends Omit<PoolSummary, 'admin' | 'member'> {
  readonly position: number;
  readonly members: PoolPeople;
  readonly admins: PoolPeople;
  /** Field keys that members see before claiming; null: all that they may read anyway. */
  readonly visibleFields: readonly string[] | null;
  readonly limits: PoolLimits;
  readonly version: number;
}

export type PoolDraft = Partial<Omit<Pool, 'id'>>;

export type ReclaimRuleKind = 'noFollowUp' | 'noDeal' | 'noOpportunity';

export interface ReclaimRule {
  readonly id?: string;
  readonly kind: ReclaimRuleKind;
  readonly enabled: boolean;
  /** Null: never. */
  readonly days: { readonly default: number | null; readonly byLevel: Readonly<Record<string, number | null>> };
  readonly dayKind: 'natural' | 'working';
  readonly spareDeals: boolean;
  readonly spareOpenOpportunities: boolean;
}

export interface PoolRules {
  readonly rules: readonly ReclaimRule[];
  readonly remindDays: number;
  readonly graceDays: number;
  /** `YYYY-MM-DD`. */
  readonly pauseDates: readonly string[];
}

/** The answer; `enabledAt` and `graceUntil` are the server's and not sent back. */
export interface StoredPoolRules extends Omit<PoolRules, 'rules'> {
  readonly rules: readonly (ReclaimRule & { readonly enabledAt: string | null; readonly graceUntil: string | null })[];
}

/** What a rule would move, before it is switched on. */
export interface PoolPreview {
  readonly tonight: { readonly count: number; readonly at: string };
  readonly in7: { readonly count: number };
  readonly in30: { readonly count: number };
  /** Live records that somebody owns. */
  readonly owned: number;
  readonly owners: readonly {
    readonly ownerId: string;
    readonly name: string | null;
    readonly owned: number;
    readonly tonight: number;
    readonly in7: number;
    readonly in30: number;
  }[];
  readonly first: readonly {
    readonly id: string;
    readonly name: string;
    readonly owner: string;
    readonly ownerName: string | null;
    readonly lastFollowUpAt: string | null;
    readonly reclaimAt: string;
    /** Whole days since the rule's clock started. */
    readonly idleDays: number;
    readonly rule: { readonly kind: ReclaimRuleKind; readonly days: number };
    readonly level: string | null;
  }[];
}

/** Whether the statutory holidays of a year are known. */
export interface PoolCalendar {
  readonly years: readonly { readonly year: number; readonly known: boolean }[];
}
