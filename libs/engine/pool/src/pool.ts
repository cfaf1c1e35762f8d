/** People, named one by one or by department (the departments below it included). */
export interface People {
  readonly everybody?: boolean;
  readonly users: readonly string[];
  readonly departments: readonly string[];
}

/** A number for everybody, with other numbers for some; a person's own entry wins over the department's. */
export interface PersonalLimit {
  readonly default: number | null;
  readonly users?: Readonly<Record<string, number>>;
  readonly departments?: Readonly<Record<string, number>>;
}

export interface PoolLimits {
  /** Claims per person, counted from the start of the day, week (Monday) and month in the tenant's zone. */
  readonly claimPerDay: number | null;
  readonly claimPerWeek: number | null;
  readonly claimPerMonth: number | null;
  /** How many records of the module a person may own. */
  readonly holding: PersonalLimit;
  /** Records with a deal do not count towards {@link holding}. */
  readonly holdingSparesDeals: boolean;
  /** How many records a person may keep locked against reclaiming. */
  readonly lock: PersonalLimit;
  /** Days for which the former owner may not claim a record again; 0: no bar. */
  readonly formerOwnerDays: number;
}

export const NO_LIMITS: PoolLimits = {
  claimPerDay: null,
  claimPerWeek: null,
  claimPerMonth: null,
  holding: { default: null },
  holdingSparesDeals: true,
  lock: { default: null },
  formerOwnerDays: 0,
};

export interface Pool {
  readonly id: string;
  readonly module: string;
  readonly name: string;
  readonly position: number;
  readonly enabled: boolean;
  readonly members: People;
  readonly admins: People;
  /** Field keys that members see before claiming; null: all that they may read anyway. */
  readonly visibleFields: readonly string[] | null;
  readonly limits: PoolLimits;
  readonly version: number;
}

export const RECLAIM_RULE_KINDS = ['noFollowUp', 'noOpportunity', 'noDeal'] as const;
export type ReclaimRuleKind = (typeof RECLAIM_RULE_KINDS)[number];

/** Days until reclaim; null: never. */
export interface RuleDays {
  readonly default: number | null;
  readonly byLevel: Readonly<Record<string, number | null>>;
}

export interface ReclaimRule {
  readonly id: string;
  readonly kind: ReclaimRuleKind;
  readonly enabled: boolean;
  readonly days: RuleDays;
  readonly dayKind: 'natural' | 'working';
  readonly spareDeals: boolean;
  readonly spareOpenOpportunities: boolean;
  /** When the rule was last switched on or made stricter. */
  readonly enabledAt: Date | null;
  /** What was already overdue at {@link enabledAt} is left alone until then. */
  readonly graceUntil: Date | null;
}

/** A pool's rules and what goes with them; replaced as a whole. */
export interface PoolRules {
  readonly rules: readonly ReclaimRule[];
  /** Owners are told this many days before; 0: not at all. */
  readonly remindDays: number;
  readonly graceDays: number;
  /** `YYYY-MM-DD`: nights on which the tenant reclaims nothing, beside the statutory holidays. */
  readonly pauseDates: readonly string[];
}

/** Which columns of a poolable module the rules read; given by the module, so that the engine knows no noun. */
export interface PoolTraits {
  readonly module: string;
  readonly table: string;
  readonly nameColumn: string;
  /** Column of the select field whose options rules may tell apart. */
  readonly levelColumn: string;
  /** The column and value that say that there was a deal, and the column of its time. */
  readonly dealColumn: string;
  readonly dealValue: string;
  readonly dealAtColumn: string;
  /** Keys of the module's own fields whose change moves the day of reclaiming. */
  readonly watchedFields: readonly string[];
  /** Tables whose records lose and gain their owner with the record: `{table: 'contacts', column: 'customer'}`. */
  readonly followers: readonly { readonly module: string; readonly table: string; readonly column: string }[];
}
