import type { AccessStore, Actors } from '@ruyi/engine/access';
import type { Database } from '@ruyi/engine/context';
import type { Notifications, Outbox } from '@ruyi/engine/events';
import type { SecretBox } from '@ruyi/engine/messages';
import type { ModelStore } from '@ruyi/engine/model';
import type { ReadPorts } from '@ruyi/engine/records';
import type { WebhookPace } from './webhook-pace.js';

/** What came of a request to somebody's server. */
export type CallOutcome =
  | { readonly status: number; readonly body: string }
  /** `refused`: the install does not connect to such an address. */
  | { readonly status: null; readonly error: string; readonly refused: boolean };

/** Port: the one client for addresses that tenants name. It follows no redirect. */
export interface WebhookCaller {
  /** Whether the install would connect there now. */
  reaches(url: URL): Promise<boolean>;
  post(request: {
    readonly url: URL;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly timeoutMs: number;
    /** What of the answer is read. */
    readonly maxBytes: number;
  }): Promise<CallOutcome>;
}

/** What webhooks are made from. */
export interface WebhookPorts {
  readonly database: Database;
  readonly access: AccessStore;
  readonly actors: Actors;
  readonly models: ModelStore;
  readonly reading: ReadPorts;
  readonly notifications: Notifications;
  readonly outbox: Outbox;
  readonly secrets: SecretBox;
  readonly caller: WebhookCaller;
  readonly pace?: WebhookPace;
}
