/** Something in a company's data that no write leaves: what is wrong, and the ids of some that it is wrong with. */
export interface Finding {
  readonly what: string;
  readonly count: number;
  readonly examples: readonly string[];
}
