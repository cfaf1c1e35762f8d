/** One try to hand a message over. */
export interface DeliveryAttempt {
  readonly at: string;
  /** What the other side answered; null: nothing. */
  readonly status: number | null;
  readonly durationMs: number;
  /** Why there was no answer. */
  readonly error: string | null;
  /** The beginning of the answer. */
  readonly response: string | null;
}

/** A message to a webhook and what became of it. */
export interface WebhookDelivery {
  /** Also in the header `webhook-id`: the same at every attempt. */
  readonly id: string;
  readonly event: string;
  readonly module: string | null;
  readonly recordId: string | null;
  readonly fields: readonly string[];
  readonly at: string;
  readonly state: 'waiting' | 'sending' | 'delivered' | 'failed';
  /** When it is tried next; null: it is over. */
  readonly nextAt: string | null;
  readonly finishedAt: string | null;
  /** The latest ones, in order. */
  readonly attempts: readonly DeliveryAttempt[];
}
