/** One page of a list that goes on by cursor. */
export interface CursorPage<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface Items<T> {
  readonly items: readonly T[];
}

/** An exact count, or "at least". */
export interface Total {
  readonly value: number;
  readonly exact: boolean;
}

/** A string for `Idempotency-Key`: one per wish of the user, kept over retries. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}
