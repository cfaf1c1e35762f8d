/**
 * What users are told. `params` hold names as they were: `actor`, `name`, … The text of each kind is in
 * `notification-text.ts`.
 */
export type NotificationKind =
  | 'allocated'
  | 'transferred'
  | 'claimed'
  | 'reclaimed'
  | 'reclaimedMany'
  | 'reclaimSoon'
  | 'reclaimSoonMany'
  | 'reclaimPlanned'
  | 'putInPool'
  | 'teamAdded'
  | 'merged'
  | 'mentioned'
  | 'jobDone'
  | 'sendDone'
  | 'sendFailed'
  | 'webhookOff';

export interface NewNotification {
  readonly kind: NotificationKind;
  readonly userId: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly record?: { readonly module: string; readonly id: string };
  /** Of the end of a job: where its result is found. */
  readonly jobId?: string;
}

export interface NotificationItem {
  readonly id: string;
  readonly at: string;
  readonly kind: NotificationKind;
  readonly text: string;
  readonly record?: { readonly module: string; readonly id: string; readonly name: string };
  readonly jobId?: string;
  readonly read: boolean;
}
