import { InjectionToken } from '@angular/core';
import type { BulkTarget } from '@ruyi/ui/data-access';

/** What is to be sent to whom: the dialog asks for the rest (template, time). */
export interface SendWish {
  readonly channel: 'mail' | 'sms';
  readonly module: string;
  readonly target: BulkTarget;
  /** How many records the target names, as far as it is known. */
  readonly count: number | null;
}

/** Opens the send dialog; resolves to true when something was sent or scheduled. */
export type RecordSender = (wish: SendWish) => Promise<boolean>;

/** The slot that the message pages fill; without it the record pages offer no sending. */
export const RECORD_SENDER = new InjectionToken<RecordSender>('RECORD_SENDER');
