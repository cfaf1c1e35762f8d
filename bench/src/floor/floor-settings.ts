/** What a hand-written server would have in its source or in memory; it comes in the environment. */
export interface FloorSettings {
  readonly adminUrl: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly poolId: string;
  readonly ruleId: string;
  readonly select: { readonly key: string; readonly slot: string };
  readonly number: { readonly key: string; readonly slot: string };
  /** Field key → value → text: option labels, names of regions. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly folder: string;
}

export const FLOOR_SETTINGS = 'BENCH_FLOOR_SETTINGS';
