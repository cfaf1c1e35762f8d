/** Where another system hears of records. */
export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** `customers.created`, … */
  readonly events: readonly string[];
  readonly roleId: string;
  readonly enabled: boolean;
  readonly offReason: 'failing' | 'gone' | null;
  readonly failingSince: string | null;
  readonly createdAt: string;
  readonly version: number;
}

export type WebhookDraft = Pick<Webhook, 'name' | 'url' | 'events' | 'roleId' | 'enabled'>;

export interface DeliveryAttempt {
  readonly at: string;
  readonly status: number | null;
  readonly durationMs: number;
  readonly error: string | null;
  readonly response: string | null;
}

export interface WebhookDelivery {
  readonly id: string;
  readonly event: string;
  readonly module: string | null;
  readonly recordId: string | null;
  readonly at: string;
  readonly state: 'waiting' | 'sending' | 'delivered' | 'failed';
  readonly nextAt: string | null;
  readonly attempts: readonly DeliveryAttempt[];
}
