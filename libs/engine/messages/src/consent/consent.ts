import type { MessageChannel } from '../message.js';

/** `withdrawn`: no marketing any more; `refused`: the person said so themselves, and gets nothing at all. */
export const CONSENT_STATES = ['given', 'withdrawn', 'refused'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** How a person gave consent, as the one who records it says. */
export const CONSENT_SOURCES = ['website', 'contract', 'paper', 'phone', 'wechat', 'event', 'other'] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];

/** How it ended: by an answer, by the link in a mail, or by somebody who was told. */
export type RefusalSource = 'reply' | 'link' | 'told';

/** One entry of the ledger; the latest `at` of an address counts. */
export interface ConsentEntry {
  readonly channel: MessageChannel;
  /** Normalised. */
  readonly address: string;
  readonly state: ConsentState;
  readonly source: ConsentSource | RefusalSource;
  readonly note: string | null;
  readonly at: Date;
  readonly recordId: string | null;
}
