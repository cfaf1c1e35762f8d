/** Where a company wants to hear of its records, as the API shows it. The secret is shown when it is made, and never again. */
export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** `customers.created`, `customers.claimed`, … */
  readonly events: readonly string[];
  /** What this role may see of a record is what is sent. */
  readonly roleId: string;
  readonly enabled: boolean;
  /** Why it was switched off, when nobody did it. */
  readonly offReason: 'failing' | 'gone' | null;
  /** Since when nothing has arrived; null: the last message did. */
  readonly failingSince: string | null;
  readonly createdAt: string;
  readonly version: number;
}

export interface WebhookWithSecret extends Webhook {
  readonly secret: string;
}

/** What hears of nothing and is sent by the button. */
export const TEST_EVENT = 'test';
